import ClusterModel
import Wording

extension StatusReport.Pod {
    init(_ pod: ClusterModel.Pod, in snapshot: ClusterSnapshot) {
        let join = snapshot.kubernetes?.memberPods.first { $0.pod == pod.id }
        let proxies = snapshot.kubernetes?.proxyPods.filter { $0.value == pod.id }.map(\.key).sorted() ?? []
        self.init(
            name: pod.name,
            namespace: pod.namespace,
            ready: pod.readyCell,
            status: pod.status,
            restarts: pod.restartsCell(at: snapshot.takenAt),
            age: pod.ageCell(at: snapshot.takenAt),
            ip: pod.ipCell,
            node: pod.nodeCell,
            nominatedNode: pod.nominatedNodeCell,
            readinessGates: pod.readinessGatesCell,
            member: join?.member.text,
            matchedBy: join?.matchedBy.rawValue,
            proxy: proxies.first?.authority,
            notReadyBecause: pod.whyNotReady?.english
        )
    }
}

extension StatusReport.Kubernetes {
    init(_ kubernetes: KubernetesView, at now: Timestamp) {
        let brokenWatch: ReadFailure? = if case .broken(let reason, _) = kubernetes.watch { reason } else { nil }
        self.init(
            server: kubernetes.server.url,
            namespace: kubernetes.namespace,
            selector: kubernetes.selector,
            reachable: kubernetes.pods.currentValue != nil,
            watched: kubernetes.watch.isStanding,
            via: kubernetes.isReadThroughServer ? "api-server" : "direct",
            failure: (kubernetes.pods.failure?.reason ?? brokenWatch)?.description,
            seenAgeMs: kubernetes.pods.learntAt.map { (now - $0).inMilliseconds }
        )
    }
}
