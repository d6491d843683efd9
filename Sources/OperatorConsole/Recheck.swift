import ClusterModel
import Endpoints
import Operations

/// Waits until the cluster was read again after somebody confirmed: the listing, and every agent that would be asked.
struct Recheck: Sendable {
    /// Longer than any agent may take; then nothing is sent.
    static let limit = Duration.seconds(6)

    let confirmation: Confirmation
    let typed: String
    /// Only what was asked from then on counts.
    let since: Timestamp
    private var missing: Set<WebAddress>
    private var hasListing = false

    init(_ plan: Plan, typed: String, at now: Timestamp) {
        confirmation = Confirmation(plan)
        self.typed = typed
        since = now
        missing = Set(plan.requests.map(\.agent))
    }

    mutating func note(_ reply: ReadReply) {
        guard reply.startedAt >= since else { return }
        switch (reply.request, reply.outcome) {
        case (.listing, .success): hasListing = true
        case (.agent(let address), _): missing.remove(address)
        case (.listing, .failure), (.history, _), (.configuration, _), (.proxyStatistics, _), (.probe, _),
            (.heldConnection, _), (.store, _), (.kubernetes, _):
            break
        }
    }

    var isComplete: Bool { hasListing && missing.isEmpty }

    func isOverdue(at now: Timestamp) -> Bool { now - since >= Self.limit }
}
