import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import Foundation
import TestSupport

/// Watches the lab as the dashboard does, without a screen, and keeps everything that was said.
final class LabWatch {
    /// A verdict and when it was first said.
    struct Said: CustomStringConvertible {
        var at: Timestamp
        var situation: Verdict.Situation
        var headline: String
        var description: String { "\(at) \(headline)" }
    }

    private let reader: CurlReader
    private var watch: ClusterWatch
    private var examination = Examination()
    private(set) var log = IncidentLog()
    private(set) var snapshot: ClusterSnapshot
    private(set) var findings: [Finding] = []
    private(set) var said: [Said] = []
    private(set) var events: [Event] = []
    /// What became of reading `/cluster`, agent by agent, whenever it changed.
    private var listings: [(at: Timestamp, text: String)] = []
    private var lastListing: [WebAddress: String] = [:]
    /// Every rule that ever found something.
    private(set) var rules: Set<String> = []

    init(_ lab: Lab, etcd: Bool = false) throws {
        let seeds = lab.addresses.patroni.keys.sorted().compactMap { lab.addresses.patroni[$0] }
        let plan = WatchPlan(
            agents: try seeds.map { try WebAddress.agent(parsing: $0) },
            proxies: [try WebAddress.proxy(parsing: lab.addresses.haproxy)],
            probes: [try ClientAddress(parsing: lab.addresses.database)],
            store: etcd ? StorePlan(endpoints: [try WebAddress.store(parsing: "http://127.0.0.1:2379")]) : nil
        )
        reader = try CurlReader(agents: Access(), proxies: Access(), userAgent: "nines/test", clock: SystemClock.now)
        watch = ClusterWatch(plan, at: SystemClock.now())
        snapshot = watch.snapshot(at: SystemClock.now())
    }

    var verdict: Verdict.Situation? { said.last?.situation }

    /// Watches until `condition` holds; answers whether it did within `limit`.
    @discardableResult
    func run(_ limit: Duration, until condition: (LabWatch) -> Bool = { _ in false }) -> Bool {
        let end = SystemClock.now() + limit
        while !condition(self) {
            let now = SystemClock.now()
            guard now < end else { return false }
            watch.pace = log.wantsHaste(at: now) ? .urgent : .calm
            for request in watch.due(at: now) { reader.start(request, deadline: watch.deadline(of: request)) }
            let next = min(watch.nextDue ?? end, end, now + .milliseconds(200))
            for reply in reader.wait(atMost: max(.zero, next - now), descriptors: []).replies { absorb(reply) }
        }
        return true
    }

    /// Runs a command of the lab and goes on watching meanwhile.
    func during(_ arguments: String...) throws {
        let lab = PackageFolder.path("Tests/Lab/lab").path
        let output = FileManager.default.temporaryDirectory.appendingPathComponent("lab-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: output) }
        let child = try ChildProcess(lab, arguments, streams: .file(output.path))
        _ = run(.seconds(90)) { _ in child.ended() != nil }
        guard child.ended() == .exited(0) else {
            let words = (try? String(contentsOf: output, encoding: .utf8)) ?? ""
            throw Lab.Failure(description: "lab \(arguments.joined(separator: " ")): \(words)")
        }
    }

    private func absorb(_ reply: ReadReply) {
        note(reply)
        watch.absorb(reply)
        snapshot = watch.snapshot(at: reply.finishedAt)
        let assessment = examination.examine(snapshot)
        findings = assessment.findings
        rules.formUnion(findings.map(\.rule))
        events += assessment.events
        log.observe(snapshot, assessment)
        let headline = assessment.verdict.text(at: reply.finishedAt, withClock: false)
        let words = "\(headline.headline) \(headline.detail)"
        guard said.last?.headline != words else { return }
        said.append(Said(at: reply.finishedAt, situation: assessment.verdict.situation, headline: words))
    }

    private func note(_ reply: ReadReply) {
        guard case .listing(let address) = reply.request else { return }
        let outcome =
            switch reply.outcome {
            case .success(let answer): "status \(answer.status)"
            case .failure(let reason): reason.description
            }
        guard lastListing.updateValue(outcome, forKey: address) != outcome else { return }
        listings.append((reply.finishedAt, "listing \(address.label): \(outcome)"))
    }

    /// All that was said, for the message of a failed test.
    var account: String {
        let lines =
            said.map { ($0.at, "verdict \($0.headline)") } + events.map { ($0.at, "event   \($0.text)") }
            + listings.map { ($0.at, $0.text) }
            + log.incidents.flatMap { incident in
                [(incident.openedAt, "incident \(incident.headline), \(incident.outageText(at: snapshot.takenAt))")]
                    + incident.phases.map { ($0.at, "phase   \($0.kind.rawValue)") }
            }
        let start = said.first?.at ?? snapshot.takenAt
        return lines.sorted { $0.0 < $1.0 }.map { "\(($0.0 - start).briefTenths) \($0.1)" }.joined(separator: "\n")
            + "\nrules: \(rules.sorted())"
    }
}
