import ClusterModel

/// A pod with what moves it: the scheduler's, the kubelet's and the ReplicaSet's timers, and its log.
struct PodPlace: Sendable {
    /// Where the pod is in its life.
    enum Stage: Hashable, Sendable {
        /// Waits for the scheduler.
        case pending(until: Timestamp)
        /// Has a node; its image is pulled and its container made.
        case scheduled(until: Timestamp)
        case creating(until: Timestamp)
        case active
        /// Was deleted; its container is stopped.
        case terminating
        /// Was deleted and its container is gone.
        case removed(at: Timestamp)
        /// Its node is silent since then.
        case lost(since: Timestamp)
        /// Failed for good, and is kept for the record.
        case failed
    }

    var pod: SimulatedPod
    var stage: Stage
    /// When a container that ended is started again, and how long it waits the next time.
    var startsAgainAt: Timestamp?
    var backOff = Duration.zero
    /// A start that cannot succeed lasts until then.
    var attemptEndsAt: Timestamp?
    /// How the next end of the container looks: by SIGKILL unless something else happened to it.
    var death = Death.killed
    var probedAt: Timestamp?
    var complainedAt: Timestamp?
    var log = PodLog()
    var previousLog: PodLog?
    /// What the log was last written from.
    var seen: PodLog.View?

    /// How a container ends.
    enum Death: Hashable, Sendable {
        case killed
        case outOfMemory
        case completed

        var exitCode: Int64 {
            switch self {
            case .killed, .outOfMemory: 137
            case .completed: 0
            }
        }

        var reason: String {
            switch self {
            case .killed: "Error"
            case .outOfMemory: "OOMKilled"
            case .completed: "Completed"
            }
        }
    }

    init(_ pod: SimulatedPod, stage: Stage) {
        self.pod = pod
        self.stage = stage
    }

    /// Whether its container is what runs the workload.
    var holdsWorkload: Bool {
        switch stage {
        case .active, .terminating, .lost: true
        case .pending, .scheduled, .creating, .removed, .failed: false
        }
    }

    var isLost: Bool {
        guard case .lost = stage else { return false }
        return true
    }

    /// Whether a replacement is wanted: it will not run again.
    var isGoing: Bool {
        switch stage {
        case .terminating, .removed, .failed: true
        case .lost: pod.deletionTimestamp != nil
        case .pending, .scheduled, .creating, .active: false
        }
    }

    var subject: KubernetesEvent.Subject {
        KubernetesEvent.Subject(kind: "Pod", name: pod.name, namespace: pod.namespace, uid: pod.uid)
    }
}
