import ClusterModel

/// One row of the reference guide's table of HA tests: something goes wrong, and the cluster must get over it.
package enum DrillStep: String, CaseIterable, Sendable {
    case leaderStopped = "leader-stopped"
    case replicaStopped = "replica-stopped"
    case leaderCrashed = "leader-crashed"
    case replicaCrashed = "replica-crashed"
    case leaderPodDeleted = "leader-pod-deleted"
    case replicaPodDeleted = "replica-pod-deleted"
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
        case .leaderPodDeleted, .replicaPodDeleted: .elsewhere(returnsByItself: true)
        case .leaderStopped, .replicaStopped, .leaderCrashed, .replicaCrashed: .elsewhere(returnsByItself: false)
        }
    }

    /// Another member must take over.
    package var isOfLeader: Bool {
        switch self {
        case .leaderStopped, .leaderCrashed, .leaderPodDeleted, .switchover, .failover: true
        case .replicaStopped, .replicaCrashed, .replicaPodDeleted: false
        }
    }

    /// Those that are played unless the user chooses; pods are deleted only where somebody asks for it.
    package static let usual: [DrillStep] = [
        .leaderStopped, .replicaStopped, .leaderCrashed, .replicaCrashed, .switchover, .failover,
    ]

    /// The kind of test, as the guide groups them.
    package var group: String {
        switch self {
        case .leaderStopped, .replicaStopped: "database instance"
        case .leaderCrashed, .replicaCrashed: "machine"
        case .leaderPodDeleted, .replicaPodDeleted: "pod"
        case .switchover, .failover: "handover"
        }
    }

    /// What happens, in a few words.
    package var title: String {
        switch self {
        case .leaderStopped: "stop the leader"
        case .replicaStopped: "stop a replica"
        case .leaderCrashed: "crash the leader's machine"
        case .replicaCrashed: "crash a replica's machine"
        case .leaderPodDeleted: "delete the leader's pod"
        case .replicaPodDeleted: "delete a replica's pod"
        case .switchover: "switchover"
        case .failover: "failover by hand"
        }
    }

    /// What must come of it.
    package var expectation: String {
        isOfLeader
            ? "a replica takes over, proxies follow, the former leader rejoins"
            : "the leader and its clients notice nothing, the replica rejoins"
    }

    /// What the user is asked to do to `member` where no command does it.
    package func request(_ member: String, at host: String?, in pod: PodName? = nil) -> String {
        let place = host.map { " (\($0))" } ?? ""
        return switch self {
        case .leaderStopped, .replicaStopped:
            "stop Patroni of \(member)\(place) now: SIGTERM, or scale its Deployment to 0"
        case .leaderCrashed, .replicaCrashed:
            "crash the machine of \(member)\(place) now: reboot --force, or cut its power"
        case .leaderPodDeleted, .replicaPodDeleted:
            "delete the pod of \(member)\(place) now: kubectl delete pod"
                + (pod.map { " -n \($0.namespace) \($0.name)" } ?? "")
        case .switchover, .failover: ""
        }
    }
}
