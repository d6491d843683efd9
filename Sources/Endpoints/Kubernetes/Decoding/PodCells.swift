import ClusterModel

/// READY, STATUS and RESTARTS of a pod, worked out as kubectl's server side does since 1.32 (kubernetes
/// `pkg/printers/internalversion/printers.go printPod`).
///
/// The order of the steps is theirs: each may overrule what the ones before it said. Older servers differ in few points: a finished pod
/// that is being deleted was `Terminating` in 1.25 and is `Completed` since.
struct PodCells {
    private(set) var readyContainers = 0
    private(set) var totalContainers: Int
    private(set) var status: String
    private(set) var restarts = 0
    private(set) var lastRestartAt: Timestamp?
    /// Restarts of sidecars, which count on when the others of the beginning are forgotten.
    private var sidecarRestarts = 0
    private var lastSidecarRestartAt: Timestamp?

    init(_ pod: PodDocument) {
        totalContainers = pod.spec.containers.count + pod.spec.initContainers.count { $0.isRestartable }
        status = pod.status.reason ?? pod.status.phase
        if pod.status.conditions.contains(where: { $0.kind == "PodScheduled" && $0.reason == "SchedulingGated" }) {
            status = "SchedulingGated"
        }
        let isInitializing = readInitContainers(of: pod)
        if !isInitializing || pod.status.conditions.contains(where: { $0.kind == "Initialized" && $0.isTrue }) {
            restarts = sidecarRestarts
            lastRestartAt = lastSidecarRestartAt
            readContainers(of: pod)
        }
        guard pod.metadata.deletionAt != nil else { return }
        if pod.status.reason == "NodeLost" {
            status = "Unknown"
        } else if pod.status.phase != "Succeeded", pod.status.phase != "Failed" {
            status = "Terminating"
        }
    }

    /// Answers whether the pod is still at its beginning.
    private mutating func readInitContainers(of pod: PodDocument) -> Bool {
        let sidecars = Set(pod.spec.initContainers.filter(\.isRestartable).map(\.name))
        for (index, container) in pod.status.initContainers.enumerated() {
            let isSidecar = sidecars.contains(container.name)
            let endedAt = container.lastState.terminated?.end.finishedAt
            restarts += container.restarts
            lastRestartAt = Self.later(lastRestartAt, endedAt)
            if isSidecar {
                sidecarRestarts += container.restarts
                lastSidecarRestartAt = Self.later(lastSidecarRestartAt, endedAt)
            }
            if let end = container.state.terminated?.end, end.exitCode == 0 { continue }
            if isSidecar, container.isStarted {
                if container.isReady { readyContainers += 1 }
                continue
            }
            if let end = container.state.terminated?.end {
                status = "Init:\(end.word)"
            } else if let reason = container.state.waiting?.reason, reason != "PodInitializing" {
                status = "Init:\(reason)"
            } else {
                status = "Init:\(index)/\(pod.spec.initContainers.count)"
            }
            return true
        }
        return false
    }

    /// From the last to the first, so that the first one's reason is what remains.
    private mutating func readContainers(of pod: PodDocument) {
        var hasRunning = false
        for container in pod.status.containers.reversed() {
            restarts += container.restarts
            lastRestartAt = Self.later(lastRestartAt, container.lastState.terminated?.end.finishedAt)
            if let reason = container.state.waiting?.reason {
                status = reason
            } else if let end = container.state.terminated?.end {
                status = end.word
            } else if container.isReady, container.state.running != nil {
                hasRunning = true
                readyContainers += 1
            }
        }
        guard status == "Completed", hasRunning else { return }
        let isReady = pod.status.conditions.contains { $0.kind == "Ready" && $0.isTrue }
        status = isReady ? "Running" : "NotReady"
    }

    private static func later(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
        guard let left, let right else { return left ?? right }
        return max(left, right)
    }
}

extension ContainerEnd {
    /// The reason, or what stands for it where there is none.
    fileprivate var word: String {
        if let reason { return reason }
        return signal != 0 ? "Signal:\(signal)" : "ExitCode:\(exitCode)"
    }
}
