import ClusterModel
import Diagnosis

extension ClusterSnapshot {
    /// Whether anybody gives anything now.
    private var isAnswered: Bool {
        listing.currentValue != nil || agents.contains { $0.report.currentValue != nil }
            || proxies.contains { $0.statistics.currentValue != nil }
            || probes.contains { $0.answer.currentValue != nil }
            || store?.endpoints.contains { $0.status.currentValue != nil } == true
            || kubernetes?.pods.currentValue != nil
    }

    /// That no agent answers, or nobody at all, and why, address by address; a clause.
    ///
    /// - Parameter verdict: knows why others that answer lead to no agent.
    func silence(_ verdict: Verdict?) -> String {
        guard isAnswered else { return "nothing answers\(Self.list(sources))" }
        guard !agents.isEmpty else { return verdict?.text(at: takenAt, withClock: false).detail ?? "no agent answers" }
        return "no agent answers\(Self.list(agentSources))"
    }

    private static func list(_ sources: [Source]) -> String {
        let silent = sources.compactMap { source in
            source.failure.map { "\(source.address) (\($0.reason))" }
        }
        return silent.isEmpty ? "" : ": \(silent.joined(separator: ", "))"
    }

    private typealias Source = (address: String, failure: (reason: ReadFailure, since: Timestamp)?)

    private var agentSources: [Source] { agents.map { ($0.address.url, $0.report.failure) } }

    private var sources: [Source] {
        var sources = agentSources
        sources += proxies.map { ($0.address.url, $0.statistics.failure) }
        sources += probes.map { ("\($0.address)", $0.answer.failure) }
        sources += store?.endpoints.map { ($0.address.url, $0.status.failure) } ?? []
        if let kubernetes { sources.append((kubernetes.server.url, kubernetes.pods.failure)) }
        return sources
    }
}
