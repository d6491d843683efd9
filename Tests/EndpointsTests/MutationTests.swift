import ClusterModel
import Endpoints
import TestSupport
import Testing

/// Recorded answers, damaged at random but the same way each time: nothing may crash, and what decodes stays within bounds.
struct MutationTests {
    /// A small generator that gives the same numbers in every run (SplitMix64).
    struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var bits = state
            bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
            bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
            return bits ^ (bits >> 31)
        }
    }

    /// Shapes that break readers, put in at random places.
    private static let poison = [
        "null", "-1", "1e400", "99999999999999999999", "\"\\ud800\"", "\"unknown\"", "[]", "{}", "true", "\"\"", ",",
        "\"", "\n",
        "\u{1B}[2J", "\u{202E}", "\u{0}", "<html>", "[[[[[[[[[[", "{\"members\":", "0/0", "MAINT (resolution)",
    ].map { Array($0.utf8) }

    static func damaged(_ bytes: [UInt8], _ random: inout Seeded) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: bytes.removeSubrange(place...)
            case 1: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 2: bytes.insert(contentsOf: bytes[place...].prefix(200), at: place)
            case 3: bytes.removeSubrange(place..<min(bytes.count, place + 20))
            case 4: bytes.insert(contentsOf: poison.randomElement(using: &random) ?? [], at: place)
            default: replaceValue(in: &bytes, after: place, &random)
            }
        }
        return bytes
    }

    /// Puts poison in the place of a JSON value or a CSV cell, so that what surrounds it still parses.
    private static func replaceValue(in bytes: inout [UInt8], after place: Int, _ random: inout Seeded) {
        let ends = Array(",}]\n".utf8)
        guard let start = bytes[place...].firstIndex(where: { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ",") }),
            let end = bytes[(start + 1)...].firstIndex(where: { ends.contains($0) })
        else { return }
        bytes.replaceSubrange((start + 1)..<end, with: poison.randomElement(using: &random) ?? [])
    }

    private static let fixtures = ["cluster.http", "patroni.http", "history.http", "config.http", "haproxy.csv"].flatMap
    {
        Fixture.all(suffix: $0)
    }

    @Test(arguments: 1...4)
    func `no damage crashes a decoder or passes a bound`(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let answers = Self.fixtures.compactMap { try? $0.outcome().get() }
        try #require(answers.count > 100)
        var decoded = 0
        for _ in 0..<600 {
            guard var answer = answers.randomElement(using: &random) else { break }
            answer.body = Self.damaged(answer.body, &random)
            decoded += decodeEverything(answer)
        }
        #expect(decoded > 60, "most damage must leave something to decode, or nothing is tested")
    }

    /// Reads an answer as everything it could be; answers how often it made sense.
    private func decodeEverything(_ answer: ReadAnswer) -> Int {
        var decoded = 0
        if case .success(let listing) = ListingDecoder.decode(answer) {
            decoded += 1
            #expect(listing.members.count <= DecodingLimit.members)
            for member in listing.members {
                expectShowable([member.name.text, member.role.spelling, member.state.spelling, member.host ?? ""])
                expectShowable(member.tags.flatMap { [$0.name, $0.value] })
                if let url = member.apiURL { expectShowable([(try? WebAddress.agent(parsing: url))?.url ?? ""]) }
            }
        }
        if case .success(let report) = AgentReportDecoder.decode(answer) {
            decoded += 1
            expectShowable([report.role.spelling, report.state.spelling, report.scope ?? "", report.name?.text ?? ""])
            _ = report.wal?.effective?.bytes(since: LogSequenceNumber(position: 0))
        }
        if case .success(let entries) = HistoryDecoder.decode(answer) {
            decoded += 1
            expectShowable(entries.flatMap { [$0.reason, $0.timestamp ?? "", $0.newLeader?.text ?? ""] })
        }
        if case .success(let configuration) = ConfigurationDecoder.decode(answer) {
            decoded += 1
            expectShowable(configuration.settings.flatMap { [$0.path, $0.value] })
            _ = (configuration.ttlSeconds, configuration.maximumLagOnFailoverBytes)
        }
        if case .success(let statistics) = ProxyStatisticsDecoder.decode(answer) {
            decoded += 1
            expectShowable(statistics.backends.flatMap { [$0.name, $0.status.spelling] + $0.servers.map(\.name) })
        }
        if case .success = ProbeDecoder.decode(answer) { decoded += 1 }
        _ = StoreToken.read(from: answer)
        return decoded
    }

    private func expectShowable(_ texts: [String]) {
        for text in texts {
            let isShowable = text.unicodeScalars.allSatisfy(\.isPrintable) && text.unicodeScalars.count <= 1024
            if !isShowable { Issue.record("\(text.debugDescription) would reach the screen") }
        }
    }

    @Test(arguments: 1...4)
    func `a watch survives damaged answers in any order`(_ seed: UInt64) throws {
        var random = Seeded(state: seed)
        let answers = Self.fixtures.filter { $0.path.contains("4.1.5") }.compactMap { try? $0.outcome().get() }
        try #require(answers.count > 100)
        let seeds = [WebAddress(host: "127.0.0.11", port: 8008), WebAddress(host: "gate", port: 8008)]
        let plan = WatchPlan(agents: seeds, proxies: [WebAddress(host: "haproxy", port: 7000)], interval: .seconds(1))
        var watch = ClusterWatch(plan, at: Timestamp(secondsSinceEpoch: 1_000_000))
        var sent = 0
        for second in Int64(1_000_000)..<1_000_300 {
            let now = Timestamp(secondsSinceEpoch: second)
            for request in watch.due(at: now) {
                sent += 1
                var outcome: Result<ReadAnswer, ReadFailure> = .failure(.connectionRefused)
                if var answer = answers.randomElement(using: &random), Bool.random(using: &random) {
                    if Bool.random(using: &random) { answer.body = Self.damaged(answer.body, &random) }
                    outcome = .success(answer)
                }
                watch.absorb(
                    ReadReply(
                        request: request,
                        outcome: outcome,
                        startedAt: now,
                        finishedAt: now + .milliseconds(Int64.random(in: -50...3000, using: &random))
                    )
                )
            }
            let snapshot = watch.snapshot(at: now)
            #expect(snapshot.members.count <= DecodingLimit.members)
            #expect(Set(snapshot.members.map(\.name)).count == snapshot.members.count)
        }
        #expect(sent > 500)
    }
}
