import ClusterModel

/// Something the control plane or a kubelet says of a pod or a node (`core/v1 Event`).
package struct KubernetesEvent: Hashable, Sendable {
    /// What it is said of.
    package struct Subject: Hashable, Sendable {
        package var kind: String
        package var name: String
        package var namespace: String?
        package var uid: String
    }

    package let name: String
    package let uid: String
    package let namespace: String
    package let subject: Subject
    package let isWarning: Bool
    package let reason: String
    package let message: String
    /// Who says it: `kubelet`, `default-scheduler`, `node-controller`.
    package let source: String
    package let node: String?
    package let firstAt: Timestamp
    package internal(set) var lastAt: Timestamp
    package internal(set) var count: Int64 = 1
    package internal(set) var resourceVersion: Int64 = 0

    var metadata: JSON {
        .fields([
            "name": .string(name), "namespace": .string(namespace), "uid": .string(uid),
            "resourceVersion": .string(String(resourceVersion)),
            "creationTimestamp": .string(firstAt.kubernetesText),
        ])
    }

    /// Everything after `metadata`.
    var fields: [JSON.Field] {
        [
            JSON.Field(
                "involvedObject",
                .fields([
                    "kind": .string(subject.kind), "namespace": subject.namespace.map { .string($0) },
                    "name": .string(subject.name), "uid": .string(subject.uid), "apiVersion": "v1",
                ])
            ),
            JSON.Field("reason", .string(reason)), JSON.Field("message", .string(message)),
            JSON.Field("source", .fields(["component": .string(source), "host": node.map { .string($0) }])),
            JSON.Field("firstTimestamp", .string(firstAt.kubernetesText)),
            JSON.Field("lastTimestamp", .string(lastAt.kubernetesText)),
            JSON.Field("count", .integer(count)), JSON.Field("type", .string(isWarning ? "Warning" : "Normal")),
            JSON.Field("eventTime", .null), JSON.Field("reportingComponent", .string(source)),
            JSON.Field("reportingInstance", .string(node ?? "")),
        ]
    }

    /// Last Seen, Type, Reason, Object, Subobject, Source, Message, First Seen, Count, Name.
    func cells(at now: Timestamp) -> [String] {
        [
            KubernetesAge.text(now - lastAt), isWarning ? "Warning" : "Normal", reason,
            "\(subject.kind.lowercased())/\(subject.name)", "", node.map { "\(source), \($0)" } ?? source, message,
            KubernetesAge.text(now - firstAt), String(count), name,
        ]
    }
}
