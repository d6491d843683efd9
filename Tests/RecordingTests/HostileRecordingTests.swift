import ClusterModel
import Endpoints
import Recording
import Testing

@Suite struct HostileRecordingTests {
    private let header = #"{"schema":"nines.recording/1","startedAt":1795358873000,"agents":["http://db1:8008"]}"#
    private let line = #"{"request":"agent","address":"http://db1:8008","startedAt":1,"finishedAt":2,"status":200}"#

    private func read(_ text: String, pieces: Int = 1 << 20) throws -> [RecordingEntry] {
        var reader = RecordingReader(file: "incident.jsonl")
        var entries: [RecordingEntry] = []
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            entries += try reader.read(rest.prefix(pieces))
            rest = rest.dropFirst(pieces)
        }
        return entries + [try reader.finish()].compactMap { $0 }
    }

    private func message(_ text: String) -> String {
        do {
            return "read \(try read(text).count)"
        } catch {
            return "\(error)"
        }
    }

    @Test(arguments: [1, 2, 7, 4096])
    func `pieces of any length give the same entries`(pieces: Int) throws {
        #expect(try read("\(header)\n\(line)\r\n\n\(line)\n", pieces: pieces).count == 2)
    }

    @Test func `a last line that was cut off is let go, a whole one counts`() throws {
        #expect(try read("\(header)\n\(line)\n\(line.dropLast(9))").count == 1)
        #expect(try read("\(header)\n\(line)\n\(line)").count == 2)
        #expect(try read(header).isEmpty)
    }

    @Test(arguments: [
        ("", "incident.jsonl:1: the file is empty"),
        ("clusters:\n  - name: orders\n", "incident.jsonl:1: this is no recording"),
        (
            #"{"schema":"nines.recording/9","startedAt":"noon"}"# + "\n",
            "incident.jsonl:1: the schema is “nines.recording/9”"
        ),
        ("\u{0}\u{FFFD}\n", "incident.jsonl:1: this is no recording"),
    ])
    func `what is no recording is said with its line`(text: String, message: String) {
        #expect(self.message(text).hasPrefix(message), "\(self.message(text))")
    }

    @Test(arguments: [
        ("no json", "no JSON object"),
        ("[1, 2]", "no JSON object"),
        (#"{"request":"agent"}"#, "missing"),
        (#"{"request":"agent","address":"http://db1:8008","startedAt":1,"finishedAt":2}"#, "missing"),
        (#"{"request":"agent","address":"http://u:p@db1:8008","startedAt":1,"finishedAt":2,"status":200}"#, "password"),
        (
            #"{"request":"agent","address":"http://db1","startedAt":1,"finishedAt":2,"status":200,"bodyBase64":"*"}"#,
            "base64"
        ),
        (
            #"{"request":"agent","address":"http://db1","startedAt":1e400,"finishedAt":2,"status":200}"#,
            "no JSON object"
        ),
    ])
    func `a broken line is named with its number`(broken: String, word: String) {
        let message = message("\(header)\n\(line)\n\(broken)\n\(line)\n")
        #expect(message.hasPrefix("incident.jsonl:3: ") && message.contains(word), "\(message)")
    }

    @Test func `lines of a later version are passed over and counted`() throws {
        var reader = RecordingReader(file: "x")
        let text = "\(header)\n{\"marker\":\"here\"}\n\(line.replacing("\"agent\"", with: "\"pods\""))\n\(line)\n"
        let entries = try reader.read(Array(text.utf8))
        #expect(entries.count == 1)
        #expect(reader.passedOver == 2)
    }

    @Test func `texts of an operation cannot write on the screen`() throws {
        let operation = #"{"id":"1","at":1,"summary":"\u001b[2Jpause\n","outcome":"done","text":"\u0007","phases":[]}"#
        let entries = try read("\(header)\n{\"at\":2,\"operation\":\(operation)}\n")
        guard case .action(let action, _)? = entries.first else { throw RecordingRoundTripTests.Missing() }
        #expect(action.summary == "\u{1B}[2Jpause\n".printable() && !action.summary.contains("\u{1B}"))
        #expect(action.stage == .ended(outcome: "done", text: "\u{7}".printable(), phases: []))
    }

    @Test func `times out of any range are brought into it`() throws {
        let wild = line.replacing("\"finishedAt\":2", with: "\"finishedAt\":\(Int64.max)")
        let entries = try read("\(header)\n\(wild)\n")
        guard case .reply(let reply)? = entries.first else {
            Issue.record("no reply in \(entries.count) entries")
            return
        }
        #expect(CivilTime(reply.finishedAt).year == 9999)
    }

    @Test func `no damaged recording crashes the reader`() {
        let bytes = Array("\(header)\n\(line)\n\(line)\n".utf8)
        var state: UInt64 = 7
        for _ in 0..<3000 {
            var damaged = bytes
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                damaged[Int(state >> 33) % damaged.count] = UInt8(truncatingIfNeeded: state >> 20)
            }
            var reader = RecordingReader(file: "x")
            let entries = (try? reader.read(damaged)) ?? []
            #expect(entries.count <= 5)
            _ = try? reader.finish()
        }
    }

    @Test func `no credential can stand in a recording`() throws {
        let writer = RecordingWriter(RecordingRoundTripTests.header())
        let text = String(decoding: writer.firstLine, as: UTF8.self)
        for word in ["password", "username", "secret", "credential", "cert", "Authorization"] {
            #expect(!text.contains(word), "\(text)")
        }
    }
}
