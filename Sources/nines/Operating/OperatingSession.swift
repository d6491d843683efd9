import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import NcursesTerminal
import Operations

/// What an operation from the command line works with: the cluster and its first look, and whoever looks and sends.
struct OperatingSession {
    let signals: SignalQueue
    let planner: Planner
    /// What was seen first.
    let snapshot: ClusterSnapshot
    private let cluster: OpenedCluster
    private let follower: ClusterFollower
    /// Nil where this session may only watch.
    private let writer: CurlWriter?

    /// Looks for the first time.
    ///
    /// - Throws: a `Complaint` where nobody answers, or somebody interrupts.
    init(_ cluster: OpenedCluster) throws {
        self.cluster = cluster
        signals = try SignalQueue.open(SignalQueue.endings)
        let source = try cluster.source()
        follower = ClusterFollower(cluster, source: source, signals: signals)
        snapshot = try Self.look(follower)
        guard snapshot.isListedOrReported else {
            throw Complaint.preflight("\(snapshot.silence(follower.assessment?.verdict)); nothing was sent.")
        }
        switch Session.open(cluster.rights) {
        case .readOnly: writer = nil
        case .readWrite(let authority): writer = source.writer(authority, agents: cluster.agentAccess)
        }
        var known = cluster.plannerOptions
        if let writer { known.rights = follower.review(through: writer, for: snapshot) }
        planner = Planner(known)
    }

    /// Looks again.
    ///
    /// - Throws: a `Complaint` where somebody interrupts: such a look ends early, and what it has not seen speaks against nothing.
    func look() throws -> ClusterSnapshot { try Self.look(follower) }

    private static func look(_ follower: ClusterFollower) throws -> ClusterSnapshot {
        let snapshot = follower.lookAfresh()
        if follower.isInterrupted { throw Complaint.notConfirmed("interrupted; nothing was sent.") }
        return snapshot
    }

    /// The way of a confirmed operation.
    ///
    /// - Throws: a `Complaint` where this session sends nothing, or nothing can be written down.
    func course(
        of confirmed: ConfirmedPlan,
        before fresh: ClusterSnapshot,
        limit: Duration?
    ) throws -> OperationCourse {
        guard let writer else { throw Complaint.readOnly(OperationOptions.deed, cluster.rights) }
        return OperationCourse(
            confirmed,
            before: fresh,
            follower: follower,
            writer: writer,
            auditor: try Auditor.open(syslog: cluster.syslogSocket),
            limit: limit
        )
    }
}

extension OpenedCluster {
    /// What the planner is to know beside the cluster itself.
    var plannerOptions: PlannerOptions {
        let reason: String? =
            switch rights {
            case .watch(let because): "read-only \(because)"
            case .operate: nil
            }
        return PlannerOptions(
            isProduction: isProduction,
            label: plan.name ?? label,
            agentsNeedCredentials: agentAccess.credentials != nil,
            readOnlyBecause: reason
        )
    }
}
