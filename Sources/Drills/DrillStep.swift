import ClusterModel

/// One row of the reference guide's table of HA tests: something goes wrong, and the cluster must get over it.
package enum DrillStep: String, CaseIterable, Sendable {
    case leaderStopped = "leader-stopped"
    case standbyStopped = "standby-stopped"
    case leaderCrashed = "leader-crashed"
    case standbyCrashed = "standby-crashed"
    case leaderPodDeleted = "leader-pod-deleted"
    case standbyPodDeleted = "standby-pod-deleted"
    case switchover
    case failover

    /// Who brings it about.
    package enum Cause: Sendable {
        /// Patroni, which is asked to.
        case operation
        /// A command of the user's, or the user, who is asked to; somebody must also start the member again, except where it comes
        /// back by itself.
        case elsewhere(returnsByItself: Bool)
    }

    package var cause: Cause {
        switch self {
        case .switchover, .failover: .operation
        case .leaderPodDeleted, .standbyPodDeleted: .elsewhere(returnsByItself: true)
        case .leaderStopped, .standbyStopped, .leaderCrashed, .standbyCrashed: .elsewhere(returnsByItself: false)
        }
    }

    /// Another member must take over.
    package var isOfLeader: Bool {
        switch self {
        case .leaderStopped, .leaderCrashed, .leaderPodDeleted, .switchover, .failover: true
        case .standbyStopped, .standbyCrashed, .standbyPodDeleted: false
        }
    }

    /// Those that are played unless the user chooses; pods are deleted only where somebody asks for it.
    package static let usual: [DrillStep] = [
        .leaderStopped, .standbyStopped, .leaderCrashed, .standbyCrashed, .switchover, .failover,
    ]

    /// The kind of test, as the guide groups them.
    package var group: String {
        switch self {
        case .leaderStopped, .standbyStopped: "database instance"
        case .leaderCrashed, .standbyCrashed: "machine"
        case .leaderPodDeleted, .standbyPodDeleted: "pod"
        case .switchover, .failover: "handover"
        }
    }

    /// What happens, in a few words.
    package var title: String {
        switch self {
        case .leaderStopped: "stop the leader"
        case .standbyStopped: "stop a standby"
        case .leaderCrashed: "crash the leader's machine"
        case .standbyCrashed: "crash a standby's machine"
        case .leaderPodDeleted: "delete the leader's pod"
        case .standbyPodDeleted: "delete a standby's pod"
        case .switchover: "switchover"
        case .failover: "failover by hand"
        }
    }

    /// What must come of it.
    package var expectation: String {
        isOfLeader
            ? "a standby takes over, proxies follow, the former leader rejoins"
            : "the leader and its clients notice nothing, the standby rejoins"
    }

    /// What the user is asked to do to `member` where no command does it.
    package func request(_ member: String, at host: String?, in pod: PodName? = nil) -> String {
        let place = host.map { " (\($0))" } ?? ""
        return switch self {
        case .leaderStopped, .standbyStopped:
            "stop Patroni of \(member)\(place) now: SIGTERM, or scale its Deployment to 0"
        case .leaderCrashed, .standbyCrashed:
            "crash the machine of \(member)\(place) now: reboot --force, or cut its power"
        case .leaderPodDeleted, .standbyPodDeleted:
            "delete the pod of \(member)\(place) now: kubectl delete pod"
                + (pod.map { " -n \($0.namespace) \($0.name)" } ?? "")
        case .switchover, .failover: ""
        }
    }
}
