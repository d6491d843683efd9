/// One pod as the API server describes it: what `kubectl get pods -o wide` prints of it, and what tells why it is not ready.
///
/// READY, STATUS and RESTARTS are worked out where the pod is decoded; AGE and `(23h ago)` depend on the time and are made from
/// `createdAt` and `lastRestartAt` when they are shown (`Pod+Cells`).
package struct Pod: Equatable, Sendable {
    package var id: PodName
    /// Unique in space and time: two pods of one name differ in it.
    package var uid: String
    /// The version of this state; opaque, it is only compared for equality.
    package var resourceVersion: String
    /// What keeps it running, `ReplicaSet/db1-deployment-67d97bbdf7`; nil when nothing does.
    package var owner: String?
    package var labels: [String: String]
    /// The first is what kubectl prints; empty until the pod has one.
    package var podIPs: [String]
    /// Nil until the pod was placed.
    package var nodeName: String?
    package var nominatedNode: String?
    /// The pod shares its node's addresses.
    package var usesHostNetwork: Bool
    /// `Pending`, `Running`, `Succeeded`, `Failed`, `Unknown`.
    package var phase: String
    package var readyContainers: Int
    package var totalContainers: Int
    /// What kubectl shows as STATUS, such as `Running`, `CrashLoopBackOff` or `Init:0/2`.
    package var status: String
    package var restarts: Int
    /// When the last container that came back had ended; nil when none has or nobody knows.
    package var lastRestartAt: Timestamp?
    package var createdAt: Timestamp?
    package var startedAt: Timestamp?
    /// When the pod is to be gone, once somebody has deleted it.
    package var deletionAt: Timestamp?
    package var readinessGates: [ReadinessGate]
    package var conditions: [PodCondition]
    /// Init containers first, each in the pod's order.
    package var containers: [PodContainer]
    /// `status.reason`, for instance `Evicted`.
    package var reason: String?
    package var message: String?

    package init(
        id: PodName,
        uid: String,
        resourceVersion: String = "",
        owner: String? = nil,
        labels: [String: String] = [:],
        podIPs: [String] = [],
        nodeName: String? = nil,
        nominatedNode: String? = nil,
        usesHostNetwork: Bool = false,
        phase: String = "Running",
        readyContainers: Int = 0,
        totalContainers: Int = 0,
        status: String = "Running",
        restarts: Int = 0,
        lastRestartAt: Timestamp? = nil,
        createdAt: Timestamp? = nil,
        startedAt: Timestamp? = nil,
        deletionAt: Timestamp? = nil,
        readinessGates: [ReadinessGate] = [],
        conditions: [PodCondition] = [],
        containers: [PodContainer] = [],
        reason: String? = nil,
        message: String? = nil
    ) {
        self.id = id
        self.uid = uid
        self.resourceVersion = resourceVersion
        self.owner = owner
        self.labels = labels
        self.podIPs = podIPs
        self.nodeName = nodeName
        self.nominatedNode = nominatedNode
        self.usesHostNetwork = usesHostNetwork
        self.phase = phase
        self.readyContainers = readyContainers
        self.totalContainers = totalContainers
        self.status = status
        self.restarts = restarts
        self.lastRestartAt = lastRestartAt
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.deletionAt = deletionAt
        self.readinessGates = readinessGates
        self.conditions = conditions
        self.containers = containers
        self.reason = reason
        self.message = message
    }

    package var name: String { id.name }
    package var namespace: String { id.namespace }

    /// The condition `Ready` is true: Services send to it.
    package var isReady: Bool { condition("Ready")?.isTrue == true }

    /// Somebody deleted it; it is on its way out.
    package var isTerminating: Bool { deletionAt != nil }

    /// Its containers have ended for good.
    package var isFinished: Bool { phase == "Succeeded" || phase == "Failed" }

    package func condition(_ kind: String) -> PodCondition? { conditions.first { $0.kind == kind } }
}

/// A condition that the pod must meet besides its own to be ready.
package struct ReadinessGate: Hashable, Sendable {
    /// The condition's type.
    package var kind: String
    package var isTrue: Bool

    package init(kind: String, isTrue: Bool) {
        self.kind = kind
        self.isTrue = isTrue
    }
}

/// One entry of `status.conditions`.
package struct PodCondition: Equatable, Sendable {
    /// The condition's type, such as `Ready`, `PodScheduled` or `Initialized`.
    package var kind: String
    package var status: Status
    package var reason: String?
    package var message: String?
    package var changedAt: Timestamp?

    package enum Status: String, Sendable {
        case yes = "True"
        case no = "False"
        case unknown = "Unknown"
    }

    package init(
        kind: String,
        status: Status,
        reason: String? = nil,
        message: String? = nil,
        changedAt: Timestamp? = nil
    ) {
        self.kind = kind
        self.status = status
        self.reason = reason
        self.message = message
        self.changedAt = changedAt
    }

    package var isTrue: Bool { status == .yes }
}
