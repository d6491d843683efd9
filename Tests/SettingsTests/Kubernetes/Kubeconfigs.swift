import Endpoints
import FoundationEssentials
import Settings
import Testing

/// PEM that has the right first line, which is all that is looked at before it is used.
enum PEM {
    static let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
    static let key = "-----BEGIN EC PRIVATE KEY-----\nMHcC\n-----END EC PRIVATE KEY-----\n"
    static let lockedKey = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMHcC\n-----END ENCRYPTED PRIVATE KEY-----\n"

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}

/// A context made of one cluster and one user, each as a flow mapping.
func kubeconfig(cluster: String, user: String = "{}", context: String = "{cluster: c, user: u}") -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: x
    clusters:
    - name: c
      cluster: \(cluster)
    users:
    - name: u
      user: \(user)
    contexts:
    - name: x
      context: \(context)
    """
}

/// The context that a kubeconfig at `/home/me/.kube/config` comes to.
func chosen(
    _ text: String,
    named name: String? = nil,
    namespace: String? = nil,
    files: [String: String] = [:]
) throws -> KubernetesContext {
    try Kubeconfig([KubeconfigFile(path: "/home/me/.kube/config", text: text)])
        .context(named: name, namespace: namespace, reading: reading(files))
}

func reading(_ files: [String: String]) -> KubeconfigFileReading {
    { path in files[path].map { .success($0) } ?? .failure(KubeconfigFileProblem("No such file or directory")) }
}

/// Why a kubeconfig is refused, without the file's own name.
func refusal(_ text: String, named name: String? = nil, files: [String: String] = [:]) -> String {
    let error = #expect(throws: (any Error).self) { try chosen(text, named: name, files: files) }
    return (error.map { "\($0)" } ?? "").replacing("/home/me/.kube/config", with: "F")
}
