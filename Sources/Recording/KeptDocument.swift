import ClusterModel
import Endpoints
import FoundationEssentials

/// What a recording keeps of the API server's answers: the fields that are read here, and nothing else.
///
/// Passwords stand in containers' environments and commands, and again in annotations that hold what was last applied. A list of what
/// stays is the only one that a later version of Kubernetes cannot outgrow.
indirect enum KeptDocument: Sendable {
    /// Whatever stands there.
    case all
    case fields([String: KeptDocument])
    case list(KeptDocument)

    /// The body that is recorded of an answer; nil for one that is no JSON.
    func body(of answer: ReadAnswer) -> String? {
        guard let document = try? JSONDecoder().decode(JSONValue.self, from: Data(answer.body)) else { return nil }
        return kept(of: document).json
    }

    private func kept(of document: JSONValue) -> JSONValue {
        switch (self, document) {
        case (.all, _): document
        case (.fields(let names), .fields(let fields)):
            .fields(
                Dictionary(
                    fields.compactMap { name, value in names[name].map { (name, $0.kept(of: value)) } },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        case (.list(let kind), .list(let elements)): .list(elements.map { kind.kept(of: $0) })
        case (_, .fields), (_, .list): .null
        case (_, .null), (_, .bool), (_, .integer), (_, .number), (_, .text): document
        }
    }

    /// Of the answer to a question of this kind; of an answer other than 200 its `Status`.
    static func of(_ question: KubernetesQuestion, status: Int) -> KeptDocument {
        guard status == 200 else { return self.status }
        return switch question {
        case .pods: list(of: pod)
        case .services: list(of: service)
        case .events: list(of: event)
        case .watchPods, .log: .fields(["type": .all, "object": message])
        }
    }

    private static func list(of item: KeptDocument) -> KeptDocument {
        .fields([
            "kind": .all, "metadata": fields("resourceVersion", "continue"), "items": .list(item),
        ])
    }

    private static func fields(_ names: String...) -> KeptDocument {
        .fields(Dictionary(uniqueKeysWithValues: names.map { ($0, .all) }))
    }

    private static let statusFields: [String: KeptDocument] = [
        "kind": .all, "code": .all, "reason": .all, "message": .all, "details": fields("retryAfterSeconds"),
    ]

    private static let status = KeptDocument.fields(statusFields)

    /// The object of a watch's message is a pod, a bookmark or a `Status`.
    private static let message = KeptDocument.fields(statusFields.merging(podFields) { first, _ in first })

    private static let pod = KeptDocument.fields(podFields)

    private static let podFields: [String: KeptDocument] = [
        "metadata": metadata, "spec": specification,
        "status": .fields([
            "phase": .all, "reason": .all, "message": .all, "nominatedNodeName": .all, "podIP": .all,
            "podIPs": .list(fields("ip")), "startTime": .all,
            "conditions": .list(fields("type", "status", "reason", "message", "lastTransitionTime")),
            "containerStatuses": containerStatuses, "initContainerStatuses": containerStatuses,
        ]),
    ]

    private static let metadata = KeptDocument.fields([
        "name": .all, "namespace": .all, "uid": .all, "resourceVersion": .all, "labels": .all,
        "creationTimestamp": .all, "deletionTimestamp": .all,
        "ownerReferences": .list(fields("kind", "name", "controller")),
    ])

    private static let specification = KeptDocument.fields([
        "containers": containers, "initContainers": containers, "nodeName": .all, "hostNetwork": .all,
        "readinessGates": .list(fields("conditionType")),
    ])

    private static let containers = KeptDocument.list(
        .fields([
            "name": .all, "image": .all, "restartPolicy": .all,
            "ports": .list(fields("name", "containerPort", "protocol")),
        ])
    )

    private static let containerStatuses = KeptDocument.list(
        .fields([
            "name": .all, "ready": .all, "started": .all, "restartCount": .all, "state": state, "lastState": state,
        ])
    )

    private static let state = KeptDocument.fields([
        "waiting": fields("reason", "message"), "running": fields("startedAt"),
        "terminated": fields("reason", "message", "exitCode", "signal", "finishedAt"),
    ])

    private static let service = KeptDocument.fields([
        "metadata": metadata,
        "spec": .fields([
            "selector": .all, "clusterIP": .all, "clusterIPs": .all, "externalIPs": .all, "externalName": .all,
            "type": .all, "ports": .list(fields("name", "port", "targetPort", "nodePort", "protocol")),
        ]),
        "status": .fields(["loadBalancer": .fields(["ingress": .list(fields("ip", "hostname"))])]),
    ])

    private static let event = KeptDocument.fields([
        "type": .all, "reason": .all, "message": .all, "count": .all, "firstTimestamp": .all, "lastTimestamp": .all,
        "eventTime": .all, "series": fields("count", "lastObservedTime"), "source": fields("component"),
        "reportingComponent": .all,
    ])
}

extension JSONValue {
    /// The value as JSON, with the fields in order.
    fileprivate var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): value.isFinite ? "\(value)" : "null"
        case .text(let text): text.quotedAsJSON
        case .list(let elements): "[\(elements.map(\.json).joined(separator: ","))]"
        case .fields(let fields):
            "{\(fields.sorted { $0.key < $1.key }.map { "\($0.quotedAsJSON):\($1.json)" }.joined(separator: ","))}"
        }
    }
}
