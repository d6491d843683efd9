import ClusterModel

/// Reads of objects: lists, pages, single ones, and the deletion of a pod.
extension SimulatedCluster {
    func list(
        _ call: APICall,
        _ query: KubernetesQuery,
        accept: String?
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        guard let kubernetes else { throw .noSuchResource }
        let form = try KubernetesForm(accept: accept)
        let selection = try KubernetesSelection(call, query)
        if let late = try versionAnswer(query, kubernetes) { return late }
        let page = try KubernetesPage(selection.objects(in: kubernetes), query, kubernetes)
        return .answer(apiServer(200, list(page, of: call.kind, form, query)))
    }

    /// What a `resourceVersion` in a list leads to, when it is not the list.
    private func versionAnswer(
        _ query: KubernetesQuery,
        _ kubernetes: SimulatedKubernetes
    ) throws(KubernetesStatus) -> SimulatedAnswer? {
        guard let text = query["resourceVersion"], !text.isEmpty else { return nil }
        guard let version = Int64(text), version >= 0 else { throw .malformedVersion(text) }
        if version > kubernetes.version {
            let status = KubernetesStatus.futureVersion(version, current: kubernetes.version)
            return .later(.status(status), at: realTime(clock + .seconds(3)))
        }
        if query["resourceVersionMatch"] == "Exact", version < kubernetes.compactedVersion { throw .expiredList }
        return nil
    }

    private func list(
        _ page: KubernetesPage,
        of kind: KubernetesKind,
        _ form: KubernetesForm,
        _ query: KubernetesQuery
    ) -> JSON {
        switch form {
        case .objects:
            return .fields([
                "kind": .string("\(kind.kind)List"), "apiVersion": "v1", "metadata": page.metadata,
                "items": .array(page.objects.map(\.item)),
            ])
        case .table(let version):
            let table = KubernetesTable(
                version: version,
                inclusion: KubernetesTable.Inclusion(query["includeObject"])
            )
            return table.json(page.objects, of: kind, metadata: page.metadata, at: clock)
        case .metadata:
            return .fields([
                "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": page.metadata,
                "items": .array(
                    page.objects.map {
                        .fields([
                            "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                            "metadata": $0.metadata,
                        ])
                    }
                ),
            ])
        }
    }

    func read(
        _ call: APICall,
        _ query: KubernetesQuery,
        accept: String?
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        let form = try KubernetesForm(accept: accept)
        let object = try object(call)
        switch form {
        case .objects: return .answer(apiServer(200, object.json))
        case .table(let version):
            let table = KubernetesTable(
                version: version,
                inclusion: KubernetesTable.Inclusion(query["includeObject"])
            )
            let version = object.metadata["resourceVersion"]
            let metadata = JSON.fields(["resourceVersion": version])
            return .answer(apiServer(200, table.json([object], of: call.kind, metadata: metadata, at: clock)))
        case .metadata:
            return .answer(
                apiServer(
                    200,
                    .fields([
                        "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1",
                        "metadata": object.metadata,
                    ])
                )
            )
        }
    }

    /// - Throws: `KubernetesStatus` when there is none of that name.
    private func object(_ call: APICall) throws(KubernetesStatus) -> KubernetesObject {
        let name = call.name ?? ""
        let object = kubernetes?.objects(of: call.kind).first {
            $0.name == name && $0.namespace == (call.kind.isNamespaced ? call.namespace : nil)
        }
        guard let object else { throw .notFound(call.kind.rawValue, name) }
        return object
    }

    /// The index of the pod's place.
    func place(_ call: APICall, named name: String) throws(KubernetesStatus) -> Int {
        let index = kubernetes?.places.firstIndex {
            $0.pod.name == name && $0.pod.namespace == call.namespace
        }
        guard let index else { throw .notFound("pods", name) }
        return index
    }

    /// `kubectl delete pod` works, so that people can try what becomes of it.
    mutating func delete(_ call: APICall) throws(KubernetesStatus) -> SimulatedAnswer {
        let index = try place(call, named: call.name ?? "")
        guard let pod = kubernetes?.places[index].pod else { throw .noSuchResource }
        deletePod(at: index)
        let left = kubernetes?.places.first { $0.pod.uid == pod.uid }?.pod ?? pod
        return .answer(apiServer(200, KubernetesObject.pod(left).json))
    }
}

/// Which objects of a kind a request is about.
struct KubernetesSelection: Hashable, Sendable {
    let kind: KubernetesKind
    let namespace: String?
    private let labels: LabelSelector
    private let fields: FieldSelector
    /// Of a watch on a single object, `/pods/NAME?watch=true`.
    private let name: String?

    init(_ call: APICall, _ query: KubernetesQuery) throws(KubernetesStatus) {
        kind = call.kind
        namespace = call.namespace
        name = call.name
        labels = try LabelSelector(query["labelSelector"] ?? "")
        fields = try FieldSelector(query["fieldSelector"] ?? "", for: call.kind)
    }

    func contains(_ object: KubernetesObject) -> Bool {
        object.kind == kind && (namespace == nil || object.namespace == namespace)
            && (name == nil || object.name == name) && labels.matches(object.labels) && fields.matches(object)
    }

    func objects(in kubernetes: SimulatedKubernetes) -> [KubernetesObject] {
        kubernetes.objects(of: kind).filter(contains)
    }
}

/// A page of a list: `limit` and `continue`.
struct KubernetesPage {
    let objects: [KubernetesObject]
    let metadata: JSON

    /// - Throws: `KubernetesStatus` for a token that is malformed or has expired.
    init(
        _ all: [KubernetesObject],
        _ query: KubernetesQuery,
        _ kubernetes: SimulatedKubernetes
    ) throws(KubernetesStatus) {
        var version = kubernetes.version
        var rest = all[...]
        if let text = query["continue"], !text.isEmpty {
            guard let token = Self.read(text) else {
                throw .badRequest(
                    "invalid continue token: continue key is not valid: invalid character 'Ï' looking for beginning of value"
                )
            }
            guard token.version < 0 || token.version >= kubernetes.compactedVersion else {
                throw .expiredContinue("-1.\(token.start)")
            }
            if token.version > 0 { version = token.version }
            rest = rest.drop { $0.name <= token.start }
        }
        let limit = query["limit"].flatMap { Int($0) } ?? 0
        let page = limit > 0 ? rest.prefix(limit) : rest
        let left = rest.count - page.count
        objects = Array(page)
        metadata = .fields([
            "resourceVersion": .string(String(version)),
            "continue": left > 0 ? .string("\(version).\(page.last?.name ?? "")") : nil,
            "remainingItemCount": left > 0 ? .integer(Int64(left)) : nil,
        ])
    }

    /// A token is the version of the first page and the last name of this one.
    private static func read(_ text: String) -> (version: Int64, start: String)? {
        guard let dot = text.firstIndex(of: "."), let version = Int64(text[..<dot]) else { return nil }
        return (version, String(text[text.index(after: dot)...]))
    }
}
