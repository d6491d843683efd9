import ClusterModel
import Endpoints

/// What a pod is given by its service account.
package enum InClusterSettings {
    /// Where Kubernetes mounts it.
    package static let folder = "/var/run/secrets/kubernetes.io/serviceaccount"

    /// The token's file, which says whether this is a pod at all.
    package static func tokenFile(in folder: String = folder) -> String { "\(folder)/token" }
    package static func namespaceFile(in folder: String = folder) -> String { "\(folder)/namespace" }

    /// The pod's own access; nil where the environment names no API server.
    ///
    /// - Parameters:
    ///   - ownNamespace: what the namespace's file says.
    ///   - namespace: what was asked for; it goes over the pod's own.
    package static func context(
        environment: [String: String],
        ownNamespace: String?,
        namespace: String? = nil,
        folder: String = folder
    ) -> KubernetesContext? {
        guard let host = environment["KUBERNETES_SERVICE_HOST"], !host.isEmpty,
            let port = environment["KUBERNETES_SERVICE_PORT"].flatMap(Int.init), (1...65_535).contains(port)
        else { return nil }
        let own = ownNamespace.map { $0.filter { !$0.isWhitespace } }
        return KubernetesContext(
            namespace: namespace ?? own.flatMap { NamespaceName.isValid($0) ? $0 : nil } ?? "default",
            access: KubernetesAccess(
                server: WebAddress(isTLS: true, host: host, port: port),
                authority: .file("\(folder)/ca.crt")
            ),
            login: .tokenFile(tokenFile(in: folder), nil)
        )
    }
}
