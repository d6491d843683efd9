import ClusterModel

/// A kind of object that the simulated API server serves.
package enum KubernetesKind: String, CaseIterable, Sendable {
    case pods
    case services
    case events
    case nodes
    case namespaces

    /// `kind` of one object.
    var kind: String {
        switch self {
        case .pods: "Pod"
        case .services: "Service"
        case .events: "Event"
        case .nodes: "Node"
        case .namespaces: "Namespace"
        }
    }

    var isNamespaced: Bool {
        switch self {
        case .pods, .services, .events: true
        case .nodes, .namespaces: false
        }
    }
}

/// An object as the API server stores it.
enum KubernetesObject: Hashable, Sendable {
    case pod(SimulatedPod)
    case service(SimulatedService)
    case event(KubernetesEvent)
    case node(SimulatedNode)
    case namespace(name: String, uid: String, createdAt: Timestamp)

    var kind: KubernetesKind {
        switch self {
        case .pod: .pods
        case .service: .services
        case .event: .events
        case .node: .nodes
        case .namespace: .namespaces
        }
    }

    var name: String {
        switch self {
        case .pod(let pod): pod.name
        case .service(let service): service.name
        case .event(let event): event.name
        case .node(let node): node.name
        case .namespace(let name, _, _): name
        }
    }

    var namespace: String? {
        switch self {
        case .pod(let pod): pod.namespace
        case .service(let service): service.namespace
        case .event(let event): event.namespace
        case .node, .namespace: nil
        }
    }

    var metadata: JSON {
        switch self {
        case .pod(let pod): pod.metadata
        case .service(let service): service.metadata
        case .event(let event): event.metadata
        case .node(let node): node.metadata
        case .namespace(let name, let uid, let createdAt):
            .fields([
                "name": .string(name), "uid": .string(uid), "resourceVersion": "4",
                "creationTimestamp": .string(createdAt.kubernetesText),
                "labels": .fields(["kubernetes.io/metadata.name": .string(name)]),
            ])
        }
    }

    var labels: JSON? { metadata["labels"] }

    /// `metadata` and what follows it; lists leave out `kind` and `apiVersion` of their items.
    var item: JSON {
        let rest: [JSON.Field]
        switch self {
        case .pod(let pod): rest = [JSON.Field("spec", pod.spec), JSON.Field("status", pod.status)]
        case .service(let service): rest = [JSON.Field("spec", service.spec), JSON.Field("status", service.status)]
        case .event(let event): rest = event.fields
        case .node(let node): rest = [JSON.Field("spec", node.spec), JSON.Field("status", node.status)]
        case .namespace:
            rest = [
                JSON.Field("spec", .fields(["finalizers": .array(["kubernetes"])])),
                JSON.Field("status", .fields(["phase": "Active"])),
            ]
        }
        return .object([JSON.Field("metadata", metadata)] + rest)
    }

    /// The whole object, as a single read and a watch give it.
    var json: JSON {
        guard case .object(let fields) = item else { return item }
        return .object([JSON.Field("kind", .string(kind.kind)), JSON.Field("apiVersion", "v1")] + fields)
    }

    func cells(at now: Timestamp) -> [String] {
        switch self {
        case .pod(let pod): pod.cells(at: now)
        case .service(let service): service.cells(at: now)
        case .event(let event): event.cells(at: now)
        case .node(let node): node.cells(at: now)
        case .namespace(let name, _, let createdAt): [name, "Active", KubernetesAge.text(now - createdAt)]
        }
    }

    /// The value of a field that may be selected by; nil when there is no such field for this kind.
    func field(_ path: String) -> String? {
        if path == "metadata.name" { return name }
        if path == "metadata.namespace" { return namespace ?? "" }
        switch self {
        case .pod(let pod):
            switch path {
            case "status.phase": return pod.phase.rawValue
            case "status.podIP": return pod.address ?? ""
            case "spec.nodeName": return pod.node ?? ""
            default: return nil
            }
        case .event(let event):
            switch path {
            case "involvedObject.kind": return event.subject.kind
            case "involvedObject.name": return event.subject.name
            case "involvedObject.namespace": return event.subject.namespace ?? ""
            case "involvedObject.uid": return event.subject.uid
            case "reason": return event.reason
            case "type": return event.isWarning ? "Warning" : "Normal"
            default: return nil
            }
        case .namespace: return path == "status.phase" ? "Active" : nil
        case .service, .node: return nil
        }
    }

    /// What may be selected by, of a kind that need not have an object.
    static func fieldNames(of kind: KubernetesKind) -> Set<String> {
        switch kind {
        case .pods: ["metadata.name", "metadata.namespace", "status.phase", "status.podIP", "spec.nodeName"]
        case .events:
            [
                "metadata.name", "metadata.namespace", "involvedObject.kind", "involvedObject.name",
                "involvedObject.namespace", "involvedObject.uid", "reason", "type",
            ]
        case .namespaces: ["metadata.name", "metadata.namespace", "status.phase"]
        case .services, .nodes: ["metadata.name", "metadata.namespace"]
        }
    }
}
