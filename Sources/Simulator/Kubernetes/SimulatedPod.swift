import ClusterModel

/// A pod as the API server stores it: what a client can see of it, without the timers that move it.
package struct SimulatedPod: Hashable, Sendable {
    /// What runs in the pod, by its index in the cluster.
    package enum Workload: Hashable, Sendable {
        case member(Int)
        case proxy(Int)
    }

    /// `status.phase`.
    package enum Phase: String, Sendable {
        case pending = "Pending"
        case running = "Running"
        case failed = "Failed"
    }

    package let workload: Workload
    package let namespace: String
    package let name: String
    package let uid: String
    package let createdAt: Timestamp
    package let template: PodTemplate

    package internal(set) var resourceVersion: Int64 = 0
    package internal(set) var phase = Phase.pending
    /// `status.reason` and `status.message`: `Evicted`, `NodeLost`.
    package internal(set) var reason: String?
    package internal(set) var message: String?
    package internal(set) var node: String?
    package internal(set) var address: String?
    package internal(set) var deletionTimestamp: Timestamp?
    package internal(set) var deletionGraceSeconds: Int64 = 30
    package internal(set) var container: SimulatedContainer?
    /// Why no node was found, while none is.
    package internal(set) var unschedulable: String?
    package internal(set) var scheduledAt: Timestamp?
    /// When the kubelet first saw the pod.
    package internal(set) var startedAt: Timestamp?
    package internal(set) var readinessChangedAt: Timestamp
    /// Whether the node it runs on has gone silent: the kubelet's last words stay, and `Ready` becomes false.
    package internal(set) var isNodeSilent = false

    init(
        _ workload: Workload,
        name: String,
        uid: String,
        namespace: String,
        template: PodTemplate,
        createdAt: Timestamp
    ) {
        self.workload = workload
        self.name = name
        self.uid = uid
        self.namespace = namespace
        self.template = template
        self.createdAt = createdAt
        readinessChangedAt = createdAt
    }

    /// Whether the condition `Ready` is true.
    package var isReady: Bool { container?.isReady == true && !isNodeSilent }

    var labels: [JSON.Field] { template.labels + [JSON.Field("pod-template-hash", .string(template.hash))] }
}
