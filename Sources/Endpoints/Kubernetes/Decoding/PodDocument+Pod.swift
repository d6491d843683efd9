import ClusterModel

extension PodDocument {
    /// The pod; nil where it has no name, as in a bookmark.
    var pod: Pod? {
        guard let name = metadata.name else { return nil }
        let cells = PodCells(self)
        return Pod(
            id: PodName(namespace: metadata.namespace, name: name),
            uid: metadata.uid,
            resourceVersion: metadata.resourceVersion,
            owner: metadata.owner,
            labels: metadata.labels,
            podIPs: status.podIPs,
            nodeName: spec.nodeName,
            nominatedNode: status.nominatedNodeName,
            usesHostNetwork: spec.usesHostNetwork,
            phase: status.phase,
            readyContainers: cells.readyContainers,
            totalContainers: cells.totalContainers,
            status: cells.status,
            restarts: cells.restarts,
            lastRestartAt: cells.lastRestartAt,
            createdAt: metadata.createdAt,
            startedAt: status.startTime,
            deletionAt: metadata.deletionAt,
            readinessGates: spec.readinessGates.map { kind in
                ReadinessGate(kind: kind, isTrue: status.conditions.first { $0.kind == kind }?.isTrue ?? false)
            },
            conditions: status.conditions,
            containers: spec.initContainers.map {
                Self.join($0, $0.isRestartable ? .sidecar : .initial, status.initContainers)
            }
                + spec.containers.map { Self.join($0, .main, status.containers) },
            reason: status.reason,
            message: status.message
        )
    }

    private static func join(
        _ container: Container,
        _ kind: PodContainer.Kind,
        _ statuses: [ContainerStatus]
    ) -> PodContainer {
        let status = statuses.first { $0.name == container.name }
        return PodContainer(
            name: container.name,
            kind: kind,
            image: container.image,
            ports: container.ports.map(\.port),
            state: status?.state.state ?? .unknown,
            lastEnd: status?.lastState.terminated?.end,
            isReady: status?.isReady ?? false,
            restarts: status?.restarts ?? 0,
            patroniVariables: container.patroniVariables,
            hasUnnamedVariables: container.hasUnnamedVariables
        )
    }
}

extension PodDocument.State {
    fileprivate var state: PodContainer.State {
        if let terminated { return .terminated(terminated.end) }
        if let waiting { return .waiting(reason: waiting.reason, message: waiting.message) }
        return running.map { .running(since: $0.startedAt) } ?? .unknown
    }
}
