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
    private var lags: [MemberName: LagTrend] = [:]
    private var received: [MemberName: Reception] = [:]
    private var leader: MemberName?
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
        stillSo.insert(condition)
        return since
    }

    /// Ends a round: what no rule kept since the last round is over.
    package mutating func forgetWhatEnded() {
        conditions = conditions.filter { stillSo.contains($0.key) }
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
        }
        leader = now
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
