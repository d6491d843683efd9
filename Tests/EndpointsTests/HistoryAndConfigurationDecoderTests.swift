import ClusterModel
import Endpoints
import TestSupport
import Testing

struct HistoryAndConfigurationDecoderTests {
    @Test(arguments: Fixture.all(suffix: ".history.http"))
    func `every recorded history decodes`(_ fixture: Fixture) throws {
        guard case .success(let answer) = try fixture.outcome() else { return }
        let entries = try HistoryDecoder.decode(answer).get()
        #expect(entries.map(\.timeline) == entries.map(\.timeline).sorted())
        #expect(entries.allSatisfy { $0.lsn.position > 0 && $0.timestamp != nil })
    }

    @Test func `rows of three, four and five values decode`() throws {
        let text = """
            [[1, 100, "a"], ["2", "0/64", "b", "2026-11-22T14:47:00+00:00"], [3, 100, "c", null, "db2", "more"]]
            """
        let entries = try HistoryDecoder.decode(ReadAnswer(text)).get()
        #expect(entries.map(\.timeline) == [1, 2, 3])
        #expect(entries.map(\.lsn.position) == [100, 100, 100])
        #expect(entries.map(\.timestamp) == [nil, "2026-11-22T14:47:00+00:00", nil])
        #expect(entries.map(\.newLeader) == [nil, nil, "db2"])
    }

    @Test func `openGauss has an empty history`() throws {
        #expect(try HistoryDecoder.decode(ReadAnswer("[]")).get().isEmpty)
    }

    @Test func `a long history keeps its end`() throws {
        let rows = (1...3000).map { "[\($0), 1, \"\"]" }.joined(separator: ",")
        let entries = try HistoryDecoder.decode(ReadAnswer("[\(rows)]")).get()
        #expect(entries.count == 1000 && entries.last?.timeline == 3000)
    }

    @Test(arguments: [
        ("{}", "an object instead of a list"), ("[1]", "[0]: a number instead of a list"),
        ("[[1, 2, \"\"], []]", "[1]: no timeline and position"), ("[[\"x\", 1]]", "[0]: no timeline and position"),
    ])
    func `a history that makes no sense says where`(_ text: String, _ reason: String) {
        #expect(HistoryDecoder.decode(ReadAnswer(text)).failure == .undecodable(reason: reason))
    }

    @Test(arguments: Fixture.all(suffix: ".config.http"))
    func `every recorded configuration decodes`(_ fixture: Fixture) throws {
        guard case .success(let answer) = try fixture.outcome() else { return }
        let configuration = try ConfigurationDecoder.decode(answer).get()
        #expect(configuration["ttl"] == "\(Int(configuration.ttlSeconds))" && configuration["loop_wait"] != nil)
        #expect(configuration["postgresql.parameters.max_connections"] != nil)
    }

    @Test func `settings are laid out by path`() throws {
        let text = #"{"b": {"z": [1, {"q": "x"}], "a": null}, "a": true, "e": {}, "l": []}"#
        let settings = try ConfigurationDecoder.decode(ReadAnswer(text)).get().settings
        #expect(
            settings.map { "\($0.path)=\($0.value)" }
                == ["a=true", "b.a=null", "b.z[0]=1", "b.z[1].q=x", "e={}", "l=[]"]
        )
    }

    @Test func `passwords are not repeated`() throws {
        let text =
            #"{"x": {"password": "hush"}, "primary_conninfo": "host=a password=hush", "password_encryption": "md5"}"#
        let settings = try ConfigurationDecoder.decode(ReadAnswer(text)).get().settings
        #expect(settings.map(\.value) == ["md5", "•••", "•••"])
    }

    @Test func `a huge configuration is bounded`() throws {
        let fields = (0..<5000).map { "\"k\($0)\": 1" }.joined(separator: ",")
        #expect(try ConfigurationDecoder.decode(ReadAnswer("{\(fields)}")).get().settings.count == 2000)
    }

    @Test(arguments: [(UInt8(ascii: "S"), ProbeAnswer.encryptionOffered), (UInt8(ascii: "N"), .encryptionRefused)])
    func `a database answers a probe with one letter`(_ byte: UInt8, _ meaning: ProbeAnswer) {
        #expect(ProbeDecoder.decode(ReadAnswer(status: 0, body: [byte])) == .success(meaning))
    }

    @Test func `what answers otherwise is no database`() {
        #expect(
            ProbeDecoder.decode(ReadAnswer("H", status: 0)).failure
                == .notADatabase(reason: "answered byte 72 instead of S or N")
        )
        #expect(
            ProbeDecoder.decode(ReadAnswer("", status: 0)).failure == .notADatabase(reason: "closed without an answer")
        )
    }
}
