import ClusterModel

/// The pod's object (`core/v1 Pod`), field by field in the order of the API server's own.
extension SimulatedPod {
    var metadata: JSON {
        .fields([
            "name": .string(name),
            "generateName": .string("\(template.deployment)-\(template.hash)-"),
            "namespace": .string(namespace),
            "uid": .string(uid),
            "resourceVersion": .string(String(resourceVersion)),
            "creationTimestamp": .string(createdAt.kubernetesText),
            "deletionTimestamp": deletionTimestamp.map { .string($0.kubernetesText) },
            "deletionGracePeriodSeconds": deletionTimestamp.map { _ in .integer(deletionGraceSeconds) },
            "labels": .object(labels.sorted { $0.key < $1.key }),
            "ownerReferences": .array([
                .fields([
                    "apiVersion": "apps/v1", "kind": "ReplicaSet",
                    "name": .string("\(template.deployment)-\(template.hash)"),
                    "uid": .string(template.replicaSetUID), "controller": true, "blockOwnerDeletion": true,
                ])
            ]),
        ])
    }

    var spec: JSON { template.spec(node: node) }

    var status: JSON {
        .fields([
            "phase": .string(phase.rawValue),
            "conditions": conditions.isEmpty ? nil : .array(conditions),
            "message": message.map { .string($0) },
            "reason": reason.map { .string($0) },
            "hostIP": startedAt.flatMap { _ in node.map { .string($0) } },
            "hostIPs": startedAt.flatMap { _ in node.map { .array([.fields(["ip": .string($0)])]) } },
            "podIP": address.map { .string($0) },
            "podIPs": address.map { .array([.fields(["ip": .string($0)])]) },
            "startTime": startedAt.map { .string($0.kubernetesText) },
            "containerStatuses": container.map {
                .array([$0.json(named: template.container, image: template.image, imageID: template.imageID)])
            },
            "qosClass": "BestEffort",
        ])
    }

    private var conditions: [JSON] {
        guard let scheduledAt else {
            guard let unschedulable else { return [] }
            return [
                condition(
                    "PodScheduled",
                    false,
                    since: createdAt,
                    reason: "Unschedulable",
                    message: unschedulable
                )
            ]
        }
        let scheduled = condition("PodScheduled", true, since: scheduledAt)
        guard let startedAt else { return [scheduled] }
        guard phase != .failed else { return [scheduled] }
        let unready = "containers with unready status: [\(template.container)]"
        let isContainerReady = container?.isReady == true
        return [
            condition("PodReadyToStartContainers", true, since: startedAt),
            condition("Initialized", true, since: startedAt),
            condition(
                "Ready",
                isReady,
                since: readinessChangedAt,
                reason: isReady ? nil : isContainerReady ? "NodeNotReady" : "ContainersNotReady",
                message: isContainerReady ? nil : unready
            ),
            condition(
                "ContainersReady",
                isContainerReady,
                since: readinessChangedAt,
                reason: isContainerReady ? nil : "ContainersNotReady",
                message: isContainerReady ? nil : unready
            ),
            scheduled,
        ]
    }

    private func condition(
        _ type: String,
        _ isTrue: Bool,
        since: Timestamp,
        reason: String? = nil,
        message: String? = nil
    ) -> JSON {
        .fields([
            "type": .string(type), "status": isTrue ? "True" : "False", "lastProbeTime": .null,
            "lastTransitionTime": .string(since.kubernetesText), "reason": reason.map { .string($0) },
            "message": message.map { .string($0) },
        ])
    }
}
