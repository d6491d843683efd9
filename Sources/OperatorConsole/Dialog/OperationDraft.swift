import ClusterModel
import Operations
import Wording

/// An operation as far as the user has put it together.
struct OperationDraft: Hashable, Sendable {
    var kind: OperationKind
    /// Whom the user was looking at.
    var member: MemberName?
    /// Whom the user chose; the best one when nil.
    var candidate: MemberName?
    var scope = MemberScope.member
    var at = TextField()
    var belowVersion = TextField()
    var timeout = TextField()
    var onlyPending = false
    var force = false
    var fromLeader = false
    /// For the configuration.
    var changes: [ConfigurationChange] = []

    init(
        _ kind: OperationKind,
        member: MemberName? = nil,
        candidate: MemberName? = nil,
        scope: MemberScope = .member
    ) {
        self.kind = kind
        self.scope = scope
        self.member = member
        self.candidate = candidate
    }

    /// Why a draft is no operation yet, as a sentence.
    struct Problem: Error, Hashable {
        var text: Phrase

        init(_ text: Phrase) {
            self.text = text
        }
    }

    /// The operation, on a cluster as it is now.
    func operation(on snapshot: ClusterSnapshot, utcOffsetSeconds: Int) throws(Problem) -> Operation {
        switch kind {
        case .switchover:
            guard let leader = snapshot.listedLeader?.name else {
                throw Problem("there is no leader that could hand over; F is a failover")
            }
            return .switchover(
                Switchover(leader: leader, candidate: candidate, at: try moment(snapshot.takenAt, utcOffsetSeconds))
            )
        case .failover:
            guard let candidate else { throw Problem("nobody could take over: no other member is known") }
            return .failover(candidate: candidate)
        case .restart: return .restart(try restart(snapshot, utcOffsetSeconds))
        case .reload: return .reload(try members(of: snapshot))
        case .reinitialize:
            return .reinitialize(Reinitialization(member: try named(), force: force, fromLeader: fromLeader))
        case .cancelRestart: return .cancelRestart(try named())
        case .cancelSwitchover: return .cancelSwitchover
        case .pause: return .pause
        case .resume: return .resume
        case .configure:
            guard !changes.isEmpty else { throw Problem("no key was chosen") }
            return .configure(changes)
        }
    }

    private func named() throws(Problem) -> MemberName {
        guard let member else { throw Problem("no member is selected") }
        return member
    }

    private func restart(_ snapshot: ClusterSnapshot, _ utcOffsetSeconds: Int) throws(Problem) -> Restart {
        var seconds: Int?
        if !timeout.isEmpty {
            guard let number = Int(timeout.text), (1...86_400).contains(number) else {
                throw Problem("timeout: a whole number of seconds, 1 to 86400")
            }
            seconds = number
        }
        return Restart(
            members: try members(of: snapshot),
            at: try moment(snapshot.takenAt, utcOffsetSeconds),
            onlyPending: onlyPending,
            belowVersion: belowVersion.isEmpty ? nil : belowVersion.text,
            timeoutSeconds: seconds
        )
    }

    /// Members that the scope covers and that have not vanished; replicas before the leader.
    private func members(of snapshot: ClusterSnapshot) throws(Problem) -> [MemberName] {
        let present = snapshot.members.filter { !$0.isGone }
        let leader = snapshot.listedLeader?.name
        let replicas = present.map(\.name).filter { $0 != leader }
        let members: [MemberName] =
            switch scope {
            case .member: [try named()]
            case .replicas: replicas
            case .all: replicas + (leader.map { [$0] } ?? [])
            }
        guard !members.isEmpty else { throw Problem("there is no such member") }
        return members
    }

    private func moment(_ now: Timestamp, _ utcOffsetSeconds: Int) throws(Problem) -> Moment? {
        guard !at.isEmpty, at.text != "now" else { return nil }
        guard let time = MomentText(at.text, now: now, utcOffset: { _ in utcOffsetSeconds }) else {
            throw Problem("when: write 14:30, +10m, or 2026-11-22T14:30:00+01:00")
        }
        // Without a zone it is meant by the clock that the screen shows, and the plan says it with its zone.
        return time.moment { _ in utcOffsetSeconds }
    }
}
