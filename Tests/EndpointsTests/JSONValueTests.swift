import ClusterModel
import Endpoints
import Testing

struct JSONValueTests {
    private func parse(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }

    @Test func `every type of JSON is kept`() throws {
        let value = try parse(#"{"a": null, "b": true, "c": -7, "d": 1.5, "e": "x", "f": [0, 1], "g": {}}"#)
        #expect(
            value
                == .fields([
                    "a": .null, "b": .bool(true), "c": .integer(-7), "d": .number(1.5), "e": .text("x"),
                    "f": .list([.integer(0), .integer(1)]), "g": .fields([:]),
                ])
        )
    }

    @Test(arguments: ["1", "\"1\"", "1.0", "1e0", "\"1.0\""])
    func `an integer is read from every spelling`(_ spelling: String) throws {
        #expect(try parse("[\(spelling)]").elements?.first?.integer == 1)
    }

    @Test(arguments: ["1.5", "\"\"", "\"x\"", "\"nan\"", "\"inf\"", "1e300", "1e400", "true", "null", "[]", "{}"])
    func `what is no integer is none`(_ spelling: String) throws {
        #expect(try parse("[\(spelling)]").elements?.first?.integer == nil)
    }

    @Test(arguments: [
        ("0", Lag.bytes(0)), ("\"7\"", .bytes(7)), ("3.0", .bytes(3)), ("-5", .bytes(0)), ("\"unknown\"", .unknown),
        ("\"\"", .unknown), ("1e400", .unknown),
    ])
    func `a lag is read from every spelling`(_ spelling: String, _ lag: Lag) throws {
        #expect(try parse("[\(spelling)]").elements?.first?.lag == lag)
    }

    @Test func `a WAL position is text or an integer`() throws {
        let values = try #require(try parse(#"["0/6000388", 100664200, -1, "x", "G/1", "1/100000000"]"#).elements)
        #expect(values.map(\.logSequenceNumber?.description) == ["0/6000388", "0/6000388", nil, nil, nil, nil])
    }

    @Test(arguments: [
        ("", "empty body"), ("{\"a\": [1, 2", "no JSON"), ("not found", "begins with “not found”"),
        ("[NaN]", "no JSON"),
        ("{\"a\": Infinity}", "no JSON"), (" \n", "no JSON"), ("{} x", "no JSON"),
        (String(repeating: "[", count: 100_000), "no JSON"),
        (String(repeating: "{\"a\":", count: 100_000), "no JSON"),
        (String(repeating: "[", count: 400) + String(repeating: "]", count: 400), "nested deeper than 32 levels"),
        ("[" + String(repeating: "0,", count: 100_001) + "0]", "more than 100000 values"),
    ])
    func `what cannot be read says why`(_ text: String, _ reason: String) throws {
        let failure = #expect(throws: DecodingFailure.self) { try self.parse(text) }
        #expect(failure?.description.contains(reason) == true, "\(String(describing: failure))")
    }

    @Test func `a broken value spoils only itself`() throws {
        let bytes =
            Array(#"{"huge": 1e400, "lone": "\ud800", "bad": ""#.utf8) + [0xC3, 0x28] + Array(#"", "good": 1}"#.utf8)
        let value = try JSONValue(parsing: bytes)
        #expect(value["good"]?.integer == 1)
        for key in ["huge", "lone", "bad"] {
            #expect(value[key] == .text("\u{FFFD}"))
        }
    }

    @Test func `numbers beyond an integer do not trap`() throws {
        let numbers =
            #"[9223372036854775807, 9223372036854775808, -9223372036854775809, 1e18, 123456789012345678901234567890]"#
        let values = try #require(try parse(numbers).elements)
        #expect(values.map(\.integer) == [.max, nil, .min, 1_000_000_000_000_000_000, nil])
    }

    @Test func `a doubled key keeps one of its values`() throws {
        let value = try #require(try parse(#"{"a": 1, "a": 2}"#)["a"]?.integer)
        #expect([1, 2].contains(value))
    }

    @Test func `a number of a million digits is survived`() throws {
        #expect(try parse("[" + String(repeating: "9", count: 1_000_000) + "]").elements?.count == 1)
    }
}
