import ClusterModel
import Wording

/// What clients will feel, in sentences, from what the proxies tell.
enum Impact {
    /// `candidate` is nil where Patroni chooses.
    static func handover(from leader: MemberName, to candidate: MemberName?, _ facts: ClusterFacts) -> [Phrase] {
        var sentences = sessions(of: leader, facts)
        let proxies = facts.snapshot.writeProxies
        if proxies.isEmpty {
            sentences.append("no proxy is watched: how many sessions are cut is not known")
        } else {
            let checks = proxies.lazy.flatMap(\.writeRoutes).compactMap(\.server.check)
            let fall = checks.compactMap(\.fall).max() ?? 3
            let rise = checks.compactMap(\.rise).max() ?? 2
            // Measured in a lab, with three seconds between checks; how many lie between them, a proxy tells nowhere: it is assumed.
            let isMeasured = rise == 2 && fall == 3
            let newLeader: Phrase = candidate.map { "\($0)" } ?? "the new leader"
            let wait: Phrase = isMeasured ? " (5–10 s, assuming 3 s between checks)" : ""
            let more: Phrase = isMeasured ? " (2–6 s more, by the same assumption)" : ""
            sentences.append("writes fail until the proxies' checks see \(newLeader) \(rise) times\(wait)")
            sentences.append(
                "until they miss \(leader) \(fall) times, some writes still reach it and fail as read-only\(more)"
            )
        }
        return sentences
    }

    static func restart(of members: [MemberName], _ facts: ClusterFacts) -> [Phrase] {
        members.flatMap { sessions(of: $0, facts) }
            + members.filter { $0 == facts.leader }.map { "nobody can write while \($0) restarts, a few seconds" }
    }

    static func reinitialization(of member: MemberName, _ facts: ClusterFacts) -> [Phrase] {
        sessions(of: member, facts)
            + ["\(member) serves nobody until its data is copied anew, and cannot take over meanwhile"]
    }

    /// Sessions on a member by proxy; each ends when its database stops.
    private static func sessions(of member: MemberName, _ facts: ClusterFacts) -> [Phrase] {
        facts.snapshot.proxies.compactMap { proxy in
            guard proxy.statistics.currentValue != nil else { return nil }
            let counts = proxy.routes(to: member).compactMap(\.server.sessions.current)
            let count = counts.reduce(Int64(0)) { $0.addingReportingOverflow($1).partialValue }
            guard count > 0 else { return nil }
            return count == 1
                ? "1 session on \(member) through \(proxy.name) will be cut"
                : "\(count) sessions on \(member) through \(proxy.name) will be cut"
        }
    }
}
