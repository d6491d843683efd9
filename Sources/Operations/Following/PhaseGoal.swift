import ClusterModel
import Wording

/// What an operation goes through, as something that a look at the cluster can show.
enum PhaseGoal: Hashable, Sendable {
    /// The agent took the request of this step.
    case accepted(step: Int, of: MemberName?)
    case lockReleased(by: MemberName)
    /// Somebody else leads and says so itself; nil where nobody was named.
    case promoted(MemberName?)
    case routed
    case rejoined(MemberName)
    case restarted(MemberName)
    case copying(MemberName)
    case copied(MemberName)
    case pauseWritten(Bool)
    case pauseConfirmed(Bool)
    case switchoverListed(Switchover)
    case switchoverGone
    case restartListed(MemberName)
    case restartGone(MemberName)
    case configured(ConfigurationChange)

    /// Whether reaching this means that `earlier` was reached, though nobody saw it.
    func implies(_ earlier: PhaseGoal) -> Bool {
        switch self {
        case .lockReleased, .copying, .pauseWritten, .switchoverListed, .switchoverGone, .configured:
            earlier.isAcceptance()
        case .promoted: earlier.isAcceptance() || earlier.isRelease
        case .restarted(let member), .restartListed(let member), .restartGone(let member):
            earlier.isAcceptance(of: member)
        case .copied(let member): earlier.isAcceptance() || earlier == .copying(member)
        case .pauseConfirmed(let isOn): earlier.isAcceptance() || earlier == .pauseWritten(isOn)
        case .accepted, .routed, .rejoined: false
        }
    }

    /// That an agent took a request: any, or the one to this member or of this step.
    func isAcceptance(of member: MemberName? = nil, step: Int? = nil) -> Bool {
        guard case .accepted(let ownStep, let asked) = self else { return false }
        return (member == nil || asked == member) && (step == nil || ownStep == step)
    }

    private var isRelease: Bool {
        if case .lockReleased = self { true } else { false }
    }

    /// Words for the screen; `leader` is who leads now, once that is known.
    func text(newLeader leader: MemberName?, proxies: Int) -> Phrase {
        switch self {
        case .accepted(_, let member): member.map { "\($0)'s agent accepted it" } ?? "an agent accepted it"
        case .lockReleased(let former): "\(former) released the leader lock"
        case .promoted(let candidate): (leader ?? candidate).map { "\($0) is promoted" } ?? "somebody else is promoted"
        case .routed: proxies == 1 ? "the proxy sends writes there" : "all \(proxies) proxies send writes there"
        case .rejoined(let former): "\(former) follows as a replica"
        case .restarted(let member): "\(member) has restarted"
        case .copying(let member): "copying to \(member) has begun"
        case .copied(let member): "\(member) follows as a replica"
        case .pauseWritten(let isOn): isOn ? "maintenance mode is on" : "maintenance mode is off"
        case .pauseConfirmed: "every member confirms"
        case .switchoverListed: "the switchover is listed as scheduled"
        case .switchoverGone: "no switchover is scheduled any more"
        case .restartListed(let member): "\(member)'s restart is listed as scheduled"
        case .restartGone(let member): "no restart of \(member) is scheduled any more"
        case .configured(let change): "\(change.path.printable(limit: 100)) is as wanted"
        }
    }
}
