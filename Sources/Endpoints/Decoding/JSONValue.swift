import ClusterModel
import FoundationEssentials

/// Any JSON document as a value: the shape in which agents' answers are read.
///
/// Field types differ between Patroni versions and its openGauss fork (a timeline is `1` here and `"1"` there, Tests/Fixtures/opengauss-reference), so
/// nothing is decoded into fixed types; the accessors in `JSONValue+Reading` accept every spelling that was seen.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case fields([String: JSONValue])

    /// Levels of nesting that are followed; real answers have four.
    package static let deepestLevel = 32
    /// Commas in a document, which bound its values and thereby the time to read it (100 000 take 60 ms).
    package static let mostCommas = 100_000

    /// Reads a document from bytes that may be anything.
    package init(parsing bytes: [UInt8]) throws(DecodingFailure) {
        guard !bytes.isEmpty else { throw DecodingFailure(path: "", problem: "empty body") }
        guard bytes.lazy.filter({ $0 == UInt8(ascii: ",") }).count <= Self.mostCommas else {
            throw DecodingFailure(path: "", problem: "more than \(Self.mostCommas) values")
        }
        do {
            self = try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
        } catch let failure as DecodingFailure {
            throw failure
        } catch {
            throw DecodingFailure(path: "", problem: "no JSON, begins with \(Self.excerpt(of: bytes))")
        }
    }

    private static func excerpt(of bytes: [UInt8]) -> String {
        "“\(String(decoding: bytes.prefix(24), as: UTF8.self).printable(limit: 24))”"
    }
}

extension JSONValue: Decodable {
    /// A key of any name.
    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    /// Tries the types by how often agents send them.
    ///
    /// What JSON allows but no type here holds (`1e400`, a lone surrogate) becomes U+FFFD, so that one broken value neither
    /// hides nor spoils the others.
    package init(from decoder: any Decoder) throws {
        guard decoder.codingPath.count < Self.deepestLevel else {
            throw DecodingFailure(path: "", problem: "nested deeper than \(Self.deepestLevel) levels")
        }
        let single = try decoder.singleValueContainer()
        if let scalar = Self.scalar(in: single) {
            self = scalar
        } else if let container = try? decoder.container(keyedBy: Key.self) {
            self = .fields(try Self.fields(in: container))
        } else if var container = try? decoder.unkeyedContainer() {
            self = .list(try Self.list(in: &container))
        } else {
            self = .text("\u{FFFD}")
        }
    }

    private static func scalar(in container: any SingleValueDecodingContainer) -> JSONValue? {
        if let text = try? container.decode(String.self) { return .text(text) }
        if let integer = try? container.decode(Int64.self) { return .integer(integer) }
        if container.decodeNil() { return .null }
        if let bool = try? container.decode(Bool.self) { return .bool(bool) }
        if let number = try? container.decode(Double.self) { return .number(number) }
        return nil
    }

    private static func fields(in container: KeyedDecodingContainer<Key>) throws -> [String: JSONValue] {
        var fields: [String: JSONValue] = [:]
        for key in container.allKeys {
            fields[key.stringValue] = try container.decode(JSONValue.self, forKey: key)
        }
        return fields
    }

    private static func list(in container: inout any UnkeyedDecodingContainer) throws -> [JSONValue] {
        var list: [JSONValue] = []
        while !container.isAtEnd {
            list.append(try container.decode(JSONValue.self))
        }
        return list
    }
}
