import ClusterModel
import Wording

/// What is known of the rights that changes through the API server need, and when to ask for them again.
package struct ProxyRights: Equatable, Sendable {
    private var replies: [ProxyRight: AccessReply] = [:]
    private var underWay: Set<ProxyRight> = []
    /// Somebody was refused since: what is known is asked for again soon.
    private var isDoubted = false

    /// Roles change while somebody watches.
    static let interval = Duration.seconds(300)
    /// How long a review that said nothing is left alone.
    static let patience = Duration.seconds(60)
    /// How long what is doubted is left alone.
    static let breather = Duration.seconds(10)
    /// How many agents' own names are asked about.
    private static let mostNames = 100

    package init() {}

    /// What the API server said; nil where it was not asked yet.
    package subscript(right: ProxyRight) -> AccessVerdict? { replies[right]?.verdict }

    /// What is known of a request that needs this right: yes for every name is enough, and no is not the last word where the name
    /// alone is allowed.
    package func verdict(on right: ProxyRight) -> AccessVerdict? {
        let forAll = self[right.forAll]
        guard forAll == .denied, right.name != nil else { return forAll }
        return self[right] ?? .denied
    }

    /// Whether every question was answered.
    package var isSettled: Bool { underWay.isEmpty }

    /// Which of the rights are to be asked for now; each counts as asked from then on, until `absorb`.
    package mutating func takeDue(among rights: Set<ProxyRight>, at now: Timestamp) -> [ProxyRight] {
        // Pods come and go, and with them their names.
        replies = replies.filter { $0.key.name == nil || rights.contains($0.key) }
        let due = rights.filter { !underWay.contains($0) && isDue($0, at: now) }
        guard !due.isEmpty else { return [] }
        isDoubted = false
        underWay.formUnion(due)
        return due.sorted { $0.order.lexicographicallyPrecedes($1.order) }
    }

    package mutating func absorb(_ reply: AccessReply) {
        underWay.remove(reply.right)
        replies[reply.right] = reply
    }

    /// The API server refused something (401, 403), or somebody wants to know anew.
    package mutating func doubt() { isDoubted = true }

    private func isDue(_ right: ProxyRight, at now: Timestamp) -> Bool {
        guard let reply = replies[right] else { return true }
        // A reply may be a little ahead of whoever waits for it, and much after the clock was set back.
        let age = reply.at - now > Self.interval ? Self.interval : max(.zero, now - reply.at)
        if isDoubted, age >= Self.breather { return true }
        return switch reply.verdict {
        case .allowed, .denied: age >= Self.interval
        case .unknown: age >= Self.patience
        }
    }
}

extension ProxyRights {
    /// The rights for every kind of change in the namespaces in which these agents are reached through the API server.
    ///
    /// Where the answer for every name is no, also those for these agents' own names: a role may be limited by `resourceNames`.
    package func needed(for agents: some Sequence<WebAddress>) -> Set<ProxyRight> {
        let own = agents.prefix(Self.mostNames).flatMap { agent in
            RequestOutline.Method.allCases.compactMap { agent.right(for: $0) }
        }
        return Set(own.map(\.forAll)).union(own.filter { self[$0.forAll] == .denied })
    }

    /// Why no request of this method can reach any of these agents; nil where one may.
    package func denial(of method: RequestOutline.Method, to agents: [WebAddress]) -> Phrase? {
        let rights = agents.map { $0.right(for: method) }
        guard let first = rights.first.flatMap({ $0 }),
            rights.allSatisfy({ $0.map { verdict(on: $0) == .denied } ?? false })
        else { return nil }
        return "you may not \(first.forAll.text), so the API server would answer 403"
    }
}

extension ProxyRight {
    /// Every name first, then one after the other.
    fileprivate var order: [String] { [resource.rawValue, namespace, name ?? "", verb] }
}
