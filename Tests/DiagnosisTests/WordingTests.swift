import ClusterModel
import Diagnosis
import Endpoints
import Simulator
import Testing
import Wording

/// Whatever is said of a cluster has a translation.
@Suite struct WordingTests {
    @Test(arguments: RuleCatalog.all.map(\.id))
    func `all that a rule says is translated`(id: String) throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == id })
        Self.expectKnown([rule.title, rule.why, rule.remedy])
        for example in rule.examples {
            Self.expectKnown(example.findings(by: rule).map(\.phrase))
        }
    }

    @Test func `every situation of the verdict is translated`() {
        for situation in Self.situations {
            let verdict = Verdict(situation, since: ExampleCluster.now)
            let (headline, detail) = verdict.phrases(at: ExampleCluster.now)
            Self.expectKnown([headline, headline.lowercased(), detail])
            #expect(verdict.text(at: ExampleCluster.now, in: .chinese).headline != headline.english)
        }
    }

    @Test(arguments: [Scenario.lag, .failover, .dcsDown, .splitBrain, .proxyDisagrees])
    func `what happens in a scenario is translated`(scenario: Scenario) {
        var rehearsal = IncidentRehearsal(scenario)
        rehearsal.run(.seconds(60))
        Self.expectKnown(rehearsal.events.map(\.phrase))
        for incident in rehearsal.incidents {
            let phrases = [incident.phrase, incident.outage(at: rehearsal.now)] + incident.phases.compactMap(\.subject)
            Self.expectKnown(phrases + incident.findings.map(\.finding.phrase))
        }
    }

    @Test func `every failure of a source is translated`() {
        let failures: [ReadFailure] = [
            .timedOut(connected: true), .timedOut(connected: false), .connectionRefused, .unreachable(reason: "x"),
            .nameNotResolved(host: "x"), .closedWithoutAnswer, .cutShort, .tls(reason: "x"), .accessDenied(status: 401),
            .accessDenied(status: 403), .withoutCredential(reason: "x"), .httpStatus(1), .tooLarge(limitBytes: 1),
            .tooManyRedirects, .html(title: "x"), .html(title: nil), .undecodable(reason: "x"),
            .notADatabase(reason: "connection closed"),
            .notADatabase(reason: "closed without an answer"), .refused(status: 1, reason: "x"),
        ]
        Self.expectKnown(failures.map(\.phrase))
    }

    @Test func `words of fixed kinds are translated`() {
        Self.expectKnown(Severity.allCases.map(\.phrase) + Means.allCases.map(\.phrase))
        Self.expectKnown(IncidentPhase.Kind.allCases.map(\.phrase) + Incident.Course.allCases.map(\.phrase))
    }

    private static func expectKnown(_ phrases: [Phrase]) {
        for phrase in phrases {
            for part in phrase.all {
                #expect(Catalogue.knows(part.template), "no translation of “\(part.template)”")
                for case .text(let text) in part.arguments {
                    #expect(!Self.isProse(text), "“\(text)” fills a hole of “\(part.template)” and stays English")
                }
            }
        }
    }

    /// Words of other programs that read like ours.
    private static let foreign: Set<String> = [
        "creating replica", "in archive recovery", "start failed", "etcdserver: no leader",
        "wrong user name or password",
        "user nobody may not watch pods",
    ]

    /// Two words in a row that no name would hold.
    private static func isProse(_ text: String) -> Bool {
        let words = text.split(separator: " ").filter {
            $0.count > 2 && $0.allSatisfy { $0.isLetter && $0.isLowercase }
        }
        return words.count > 1 && !foreign.contains { text.contains($0) }
    }

    /// One of each kind; `isListed` makes the compiler ask for a new one.
    private static let situations: [Verdict.Situation] = {
        let paused = Verdict.Situation.writesOK(
            leader: "db1",
            .init(routed: 1, watched: 1),
            isPaused: true,
            [.proxySilent("p", reason: "connection refused"), .proxyWithoutRoute("p"), .noCandidate]
        )
        let all: [Verdict.Situation] = [
            .connecting, .nothingAnswers(reason: "connection refused"),
            .nothingAnswers(reason: "connection refused", isOutage: true), .splitBrain(["db1", "db2"]),
            .dcsUnreachable(primary: "db1", isRouted: true), .dcsUnreachable(primary: "db1", isRouted: false),
            .dcsUnreachable(primary: "db1", isRouted: true, blocked: "connection refused"),
            .dcsUnreachable(primary: nil, isRouted: false), .failsafeMode(primary: "db1"),
            .listingUnreadable(reason: "connection refused", primary: "db1"),
            .listingUnreadable(reason: "connection refused", primary: nil), .initialising,
            .noLeader(candidates: ["db1", "db2"], isPaused: false, routedTo: []),
            .noLeader(candidates: [], isPaused: true, routedTo: ["db1"]),
            .leaderSilent("db1", reason: "connection refused", lockGoneBy: ExampleCluster.now),
            .leaderSilent("db1", reason: "connection refused", lockGoneBy: ExampleCluster.now, isLockKnown: true),
            .leaderLostInPause("db1", reason: "connection refused"), .leaderNotServing("db1", "stopped"),
            .leaderNotServing("db1", "stopping", isStoreSilent: true),
            .databaseSilent(leader: "db1"), .promoting("db1"), .steppingDown("db1"), .noRoute(leader: "db1"),
            .misrouted(leader: "db1", to: ["db2"]), .clientsBlocked(leader: "db1", reason: "connection refused"),
            .standbyCluster(leader: "db1"), paused,
            .writesOK(leader: "db1", .init(routed: 0, watched: 0), isPaused: false, []),
            .writesOK(leader: "db1", .init(routed: 0, watched: 2), isPaused: false, []),
            .writesOK(leader: "db1", .init(routed: 2, watched: 2), isPaused: false, []),
        ]
        return all.filter(isListed)
    }()

    private static func isListed(_ situation: Verdict.Situation) -> Bool {
        switch situation {
        case .connecting, .nothingAnswers, .splitBrain, .dcsUnreachable, .failsafeMode, .listingUnreadable,
            .initialising, .noLeader, .leaderSilent, .leaderLostInPause, .leaderNotServing, .databaseSilent, .promoting,
            .steppingDown, .noRoute, .misrouted, .clientsBlocked, .standbyCluster, .writesOK:
            true
        }
    }
}
