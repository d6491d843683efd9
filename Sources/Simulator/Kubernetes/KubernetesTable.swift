import ClusterModel

/// The server's own rows of objects (`meta.k8s.io/v1 Table`), which kubectl prints as they are.
struct KubernetesTable {
    /// What each row carries besides its cells: `includeObject`.
    enum Inclusion: Hashable, Sendable {
        case none
        case metadata
        case object

        init(_ text: String?) {
            switch text {
            case "None": self = .none
            case "Object": self = .object
            default: self = .metadata
            }
        }
    }

    let version: String
    let inclusion: Inclusion

    /// - Parameter definesColumns: a watch defines them in its first event only.
    func json(
        _ objects: [KubernetesObject],
        of kind: KubernetesKind,
        metadata: JSON,
        definesColumns: Bool = true,
        at now: Timestamp
    ) -> JSON {
        wrap(objects.map { row($0, at: now) }, of: kind, metadata: metadata, definesColumns: definesColumns)
    }

    /// The row of nothing that a bookmark carries in a watch of pods.
    func bookmark(_ metadata: JSON) -> JSON {
        let cells = ["", "0/0", "", "0", "<unknown>", "<none>", "<none>", "<none>", "<none>"]
        var fields = [JSON.Field("cells", .array(cells.map { .string($0) }))]
        if inclusion == .none {
            fields.append(JSON.Field("object", .null))
        } else {
            guard case .object(let rest) = metadata else { return .null }
            let full = JSON.object(rest + [JSON.Field("creationTimestamp", .null)])
            fields.append(JSON.Field("object", partial(full)))
        }
        return wrap([.object(fields)], of: .pods, metadata: metadata, definesColumns: false)
    }

    private func wrap(_ rows: [JSON], of kind: KubernetesKind, metadata: JSON, definesColumns: Bool) -> JSON {
        .fields([
            "kind": "Table", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": metadata,
            "columnDefinitions": definesColumns ? .array(kind.columns.map(\.json)) : .null,
            "rows": .array(rows),
        ])
    }

    private func row(_ object: KubernetesObject, at now: Timestamp) -> JSON {
        let included: JSON
        switch inclusion {
        case .none: included = .null
        case .metadata: included = partial(object.metadata)
        case .object: included = object.json
        }
        return .fields(["cells": .array(object.cells(at: now).map { .string($0) }), "object": included])
    }

    private func partial(_ metadata: JSON) -> JSON {
        .fields([
            "kind": "PartialObjectMetadata", "apiVersion": .string("meta.k8s.io/\(version)"), "metadata": metadata,
        ])
    }
}

/// A column of a kind's table.
struct KubernetesColumn {
    var name: String
    /// 0 is always printed, 1 with `-o wide`.
    var priority: Int64

    var json: JSON {
        .fields([
            "name": .string(name), "type": "string", "format": name == "Name" ? "name" : "",
            "description": .string("\(name) of the object."), "priority": .integer(priority),
        ])
    }
}

extension KubernetesKind {
    /// The columns of a kind, in the order of its cells (`pkg/printers/internalversion/printers.go`).
    var columns: [KubernetesColumn] {
        switch self {
        case .pods:
            Self.columns(
                ["Name", "Ready", "Status", "Restarts", "Age"],
                wide: ["IP", "Node", "Nominated Node", "Readiness Gates"]
            )
        case .services:
            Self.columns(["Name", "Type", "Cluster-IP", "External-IP", "Port(s)", "Age"], wide: ["Selector"])
        case .nodes:
            Self.columns(
                ["Name", "Status", "Roles", "Age", "Version"],
                wide: ["Internal-IP", "External-IP", "OS-Image", "Kernel-Version", "Container-Runtime"]
            )
        case .namespaces: Self.columns(["Name", "Status", "Age"], wide: [])
        case .events:
            [
                KubernetesColumn(name: "Last Seen", priority: 0), KubernetesColumn(name: "Type", priority: 0),
                KubernetesColumn(name: "Reason", priority: 0), KubernetesColumn(name: "Object", priority: 0),
                KubernetesColumn(name: "Subobject", priority: 1), KubernetesColumn(name: "Source", priority: 1),
                KubernetesColumn(name: "Message", priority: 0), KubernetesColumn(name: "First Seen", priority: 1),
                KubernetesColumn(name: "Count", priority: 1), KubernetesColumn(name: "Name", priority: 1),
            ]
        }
    }

    private static func columns(_ names: [String], wide: [String]) -> [KubernetesColumn] {
        names.map { KubernetesColumn(name: $0, priority: 0) } + wide.map { KubernetesColumn(name: $0, priority: 1) }
    }
}
