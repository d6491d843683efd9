import ClusterModel

/// What only time can tell a rule: since when something has been so, how lag moves, how often the leader changed.
///
/// `note` each snapshot once, let the rules look, then `forgetWhatEnded`. Bounded by what the snapshots hold.
package struct Memory: Sendable {
    private struct Condition: Hashable {
        var rule: String
        var subject: String
    }

    private var conditions: [Condition: Timestamp] = [:]
    private var stillSo: Set<Condition> = []
    /// What was so at the first look already: nobody knows for how long.
    private var ofUnknownAge: Set<Condition> = []
    private var hasLooked = false
    private var lags: [MemberName: LagTrend] = [:]
    private var received: [MemberName: Reception] = [:]
    private var leader: MemberName?
    /// Proxies that have routed writes to this leader since it leads.
    private var routing: Set<WebAddress> = []
    private(set) var leaderChanges: [Timestamp] = []

    private struct Reception {
        var position: LogSequenceNumber
        var advancedAt: Timestamp?
    }

    private static let mostLeaderChanges = 64

    package init() {}

    /// Takes in what one more snapshot tells.
    package mutating func note(_ snapshot: ClusterSnapshot) {
        noteLeader(of: snapshot)
        noteReception(in: snapshot)
        let known = Set(snapshot.members.map(\.name))
        lags = lags.filter { known.contains($0.key) }
        for member in snapshot.members {
            guard !member.isGone, let lag = snapshot.bestLagBytes(of: member) else {
                lags[member.name] = nil
                continue
            }
            lags[member.name, default: LagTrend()].append(lag, at: snapshot.takenAt)
        }
    }

    /// Remembers that something is so, and answers since when.
    mutating func keep(_ rule: String, _ subject: String, began: Timestamp) -> Timestamp {
        let condition = Condition(rule: rule, subject: subject)
        let since = min(conditions[condition] ?? began, began)
        conditions[condition] = since
        if !hasLooked { ofUnknownAge.insert(condition) }
        stillSo.insert(condition)
        return since
    }

    /// Whether it was so at the first look already, and has been since.
    func isOfUnknownAge(_ rule: String, _ subject: String) -> Bool {
        ofUnknownAge.contains(Condition(rule: rule, subject: subject))
    }

    /// Ends a round: what no rule kept since the last round is over.
    package mutating func forgetWhatEnded() {
        conditions = conditions.filter { stillSo.contains($0.key) }
        ofUnknownAge.formIntersection(stillSo)
        hasLooked = true
        stillSo = []
    }

    /// Whether the rule saw this in the snapshot before.
    func wasSo(_ rule: String, _ subject: String) -> Bool {
        conditions[Condition(rule: rule, subject: subject)] != nil
    }

    func lagTrend(of member: MemberName) -> LagTrend? { lags[member] }

    /// Whether any member has received more of the log after `moment`: then whoever sends it lives.
    func someReceived(after moment: Timestamp) -> Bool {
        received.values.contains { reception in reception.advancedAt.map { $0 > moment } ?? false }
    }

    private mutating func noteLeader(of snapshot: ClusterSnapshot) {
        guard snapshot.listing.currentValue != nil, let now = snapshot.listedLeader?.name else { return }
        if let leader, leader != now {
            leaderChanges.append(snapshot.takenAt)
            leaderChanges = leaderChanges.suffix(Self.mostLeaderChanges)
            routing = []
        }
        leader = now
        routing.formUnion(snapshot.proxies(sendingWritesTo: now).map(\.address))
    }

    /// Whether a proxy has routed writes to `leader` already, since it leads.
    func hasRouted(_ proxy: Proxy, to leader: MemberName) -> Bool {
        self.leader == leader && routing.contains(proxy.address)
    }

    private mutating func noteReception(in snapshot: ClusterSnapshot) {
        var noted: [MemberName: Reception] = [:]
        for member in snapshot.members {
            guard case .recovered(let position?, _, _, _) = member.agent?.report.currentValue?.wal else { continue }
            guard let earlier = received[member.name] else {
                noted[member.name] = Reception(position: position)
                continue
            }
            let advanced = position > earlier.position
            noted[member.name] = Reception(
                position: position,
                advancedAt: advanced ? member.agent?.report.learntAt : earlier.advancedAt
            )
        }
        received = noted
    }
}

extension ClusterSnapshot {
    /// The freshest lag that is known now: by the agents' own positions, else as listed.
    func bestLagBytes(of member: Member) -> Int64? {
        guard member.name != listedLeader?.name else { return nil }
        return measuredLagBytes(of: member) ?? member.listed.currentValue?.lag?.bytes
    }
}
