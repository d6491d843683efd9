/// In which form a client wants objects: what its `Accept` header asks for first and the server can give.
enum KubernetesForm: Hashable, Sendable {
    case objects
    /// `as=Table`, of this version of `meta.k8s.io`.
    case table(version: String)
    /// `as=PartialObjectMetadata` and its list.
    case metadata

    /// - Throws: `KubernetesStatus`
    init(accept: String?) throws(KubernetesStatus) {
        guard let accept, !accept.isEmpty else {
            self = .objects
            return
        }
        for clause in accept.split(separator: ",") {
            let parts = clause.split(separator: ";").map { $0.filter { $0 != " " } }
            guard let type = parts.first, ["application/json", "application/*", "*/*"].contains(type) else { continue }
            let parameters = parts.dropFirst()
            guard let shape = parameters.first(where: { $0.hasPrefix("as=") })?.dropFirst(3) else {
                self = .objects
                return
            }
            guard parameters.contains("g=meta.k8s.io") else { continue }
            let version = parameters.contains("v=v1beta1") ? "v1beta1" : "v1"
            switch shape {
            case "Table": self = .table(version: version)
            case "PartialObjectMetadata", "PartialObjectMetadataList": self = .metadata
            default: continue
            }
            return
        }
        throw .notAcceptable
    }
}
