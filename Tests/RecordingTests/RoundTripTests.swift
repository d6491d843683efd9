import ClusterModel
import Endpoints
import Recording
import Testing

@Suite struct RecordingRoundTripTests {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)
    static let agent = WebAddress(host: "10.0.0.1", port: 8008)
    static let proxy = WebAddress(isTLS: true, host: "::1", port: 7000, path: "/stats;csv;norefresh")

    static func header() -> RecordingHeader {
        RecordingHeader(
            startedAt: start,
            version: "0.1.0",
            utcOffsetSeconds: 28_800,
            plan: WatchPlan(
                name: "orders",
                agents: [agent],
                proxies: [proxy],
                probes: [ClientAddress(host: "haproxy", port: 6000)],
                interval: .milliseconds(250),
                serverMembers: ["dbsrv1": "db1"]
            ),
            label: "platform"
        )
    }

    private func reply(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        to request: ReadRequest = .agent(agent)
    ) -> ReadReply {
        ReadReply(request: request, outcome: outcome, startedAt: Self.start, finishedAt: Self.start + .milliseconds(4))
    }

    /// What comes back of a reply that was written and read.
    private func back(_ reply: ReadReply) throws -> ReadReply {
        var writer = RecordingWriter(Self.header())
        var reader = RecordingReader(file: "x")
        let written = writer.line(of: reply)
        let line = try #require(written)
        #expect(line.count { $0 == UInt8(ascii: "\n") } == 1 && line.last == UInt8(ascii: "\n"))
        let entries = try reader.read(writer.firstLine + line)
        guard case .reply(let read)? = entries.first else { throw Missing() }
        return read
    }

    @Test func `the header comes back whole`() throws {
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(RecordingWriter(Self.header()).firstLine)
        #expect(entries.isEmpty)
        #expect(reader.header == Self.header())
    }

    @Test(arguments: [
        ReadRequest.listing(agent), .agent(agent), .history(agent), .configuration(agent), .proxyStatistics(proxy),
        .probe(ClientAddress(host: "::1", port: 6000)),
        .agent(WebAddress(isTLS: true, host: "gw", port: 443, path: "/prefix")),
    ])
    func `every request comes back`(request: ReadRequest) throws {
        let read = try back(reply(.success(ReadAnswer(status: 200, body: [UInt8(ascii: "N")])), to: request))
        #expect(read.request == request)
        #expect(read.startedAt == Self.start && read.latency == .milliseconds(4))
    }

    @Test(arguments: [
        Array("{\"a\": \"é中\\u0000/\"}\r\n\u{2028}\"".utf8), [], [0xFF, 0xFE, 0x00], [0xC3], Array("e\u{301}".utf8),
    ])
    func `a body comes back byte by byte`(body: [UInt8]) throws {
        let answer = ReadAnswer(status: 503, contentType: "application/json", body: body)
        #expect(try back(reply(.success(answer))).outcome == .success(answer))
    }

    @Test(arguments: [
        ReadFailure.timedOut(connected: true), .timedOut(connected: false), .connectionRefused,
        .unreachable(reason: "no route"), .nameNotResolved(host: "db1"), .closedWithoutAnswer, .cutShort,
        .tls(reason: "expired"), .accessDenied(status: 401), .httpStatus(502), .tooLarge(limitBytes: 4 << 20),
        .tooManyRedirects, .html(title: "Login"), .html(title: nil), .undecodable(reason: "members: missing"),
        .notADatabase(reason: "closed"),
    ])
    func `every failure comes back`(failure: ReadFailure) throws {
        #expect(try back(reply(.failure(failure))).outcome == .failure(failure))
    }

    @Test func `a recording stops at its limit, and says so once`() throws {
        let one = reply(.success(ReadAnswer(status: 200, body: Array(repeating: 65, count: 1000))))
        var writer = RecordingWriter(Self.header(), limitBytes: 3000)
        let lines = (0..<5).compactMap { _ in writer.line(of: one) }
        #expect(lines.count == 3 && writer.isFull)
        var reader = RecordingReader(file: "x")
        let entries = try reader.read(writer.firstLine + lines.joined())
        guard case .note(let text, let at)? = entries.last else { throw Missing() }
        #expect(text.contains("limit") && at == one.finishedAt)
    }

    private struct Missing: Error {}
}
