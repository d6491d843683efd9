import ClusterModel
import TerminalUI
import Wording

/// One pod as the list of pods shows it.
struct PodRow: Sendable {
    let pod: Pod
    let now: Timestamp
    /// The member or proxy in it.
    let resident: String?
    let isLeader: Bool
    let isStale: Bool

    init(_ pod: Pod, in picture: Picture, _ language: Language) {
        self.pod = pod
        now = picture.now
        let snapshot = picture.snapshot
        let member = snapshot.kubernetes?.member(in: pod.id)
        let isProxy = snapshot.kubernetes?.proxyPods.values.contains(pod.id) == true
        resident = member?.text ?? (isProxy ? language("proxy") : nil)
        isLeader = member != nil && member == snapshot.listedLeader?.name
        isStale = snapshot.kubernetes?.pods.currentValue == nil
    }
}

/// The columns of the list of pods: those of `kubectl get pods -o wide`, in its order, and who lives there.
enum PodColumns {
    static let all: [Column<PodRow>] = [
        Column(
            id: "name",
            title: "NAME",
            help: "name of the pod",
            width: .fitting(minimum: 12, maximum: 63),
            dropPriority: 0
        ) { StyledText($0.pod.name, isDimmed: $0.isStale) },
        Column(
            id: "ready",
            title: "READY",
            help: "containers that are ready, of all",
            width: .fitting(minimum: 5, maximum: 7),
            dropPriority: 2
        ) {
            StyledText($0.pod.readyCell, $0.pod.isReady || $0.pod.isFinished ? .text : .warning, isDimmed: $0.isStale)
        },
        Column(
            id: "status",
            title: "STATUS",
            help: "as kubectl words it",
            width: .fitting(minimum: 7, maximum: 26),
            dropPriority: 0
        ) { StyledText($0.pod.status, $0.pod.statusStyle, isDimmed: $0.isStale) },
        Column(
            id: "restarts",
            title: "RESTARTS",
            help: "restarts of its containers, and when the last was",
            width: .fitting(minimum: 8, maximum: 18),
            dropPriority: 3
        ) { StyledText($0.pod.restartsCell(at: $0.now), isDimmed: $0.isStale) },
        Column(
            id: "age",
            title: "AGE",
            help: "since it was created",
            width: .fitting(minimum: 5, maximum: 9),
            dropPriority: 4
        ) { StyledText($0.pod.ageCell(at: $0.now), isDimmed: $0.isStale) },
        Column(
            id: "member",
            title: "MEMBER",
            help: "the member, or a proxy, that lives in it",
            width: .fitting(minimum: 6, maximum: 20),
            dropPriority: 1
        ) { StyledText($0.resident ?? "", $0.isLeader ? .leader : .replica, isDimmed: $0.isStale) },
        Column(
            id: "ip",
            title: "IP",
            help: "address of the pod",
            width: .fitting(minimum: 7, maximum: 39),
            dropPriority: 5
        ) { StyledText($0.pod.ipCell, $0.pod.podIPs.isEmpty ? .muted : .text, isDimmed: $0.isStale) },
        Column(
            id: "node",
            title: "NODE",
            help: "node that it runs on",
            width: .fitting(minimum: 6, maximum: 40),
            dropPriority: 6
        ) { StyledText($0.pod.nodeCell, $0.pod.nodeName == nil ? .muted : .text, isDimmed: $0.isStale) },
        Column(
            id: "nominated",
            title: "NOMINATED NODE",
            help: "node that is being made free for it",
            width: .fitting(minimum: 14, maximum: 40),
            dropPriority: 8
        ) { StyledText($0.pod.nominatedNodeCell, $0.pod.nominatedNode == nil ? .muted : .text) },
        Column(
            id: "gates",
            title: "READINESS GATES",
            help: "readiness gates that it has passed",
            width: .fitting(minimum: 15, maximum: 16),
            dropPriority: 9
        ) { StyledText($0.pod.readinessGatesCell, $0.pod.readinessGates.isEmpty ? .muted : .text) },
    ]
}

extension Pod {
    /// The style of its status: what runs or has done its work is well, what is on its way is not yet.
    var statusStyle: StyleRole {
        switch status {
        case "Running": isReady ? .good : .warning
        case "Completed", "Succeeded": .muted
        case "Pending", "ContainerCreating", "PodInitializing", "Terminating", "NotReady", "SchedulingGated": .warning
        default: status.hasPrefix("Init:") && status.dropFirst(5).first?.isNumber == true ? .warning : .critical
        }
    }
}
