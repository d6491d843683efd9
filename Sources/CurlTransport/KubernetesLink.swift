import ClusterModel
import Endpoints

/// The API server with what it is shown.
package struct KubernetesLink {
    package let access: KubernetesAccess
    /// Nil for a server to which nothing is shown.
    private let source: (any CredentialSource)?

    package init(_ access: KubernetesAccess, source: any CredentialSource) {
        self.access = access
        self.source = source
    }

    /// To a server that nobody told us how to be let in by.
    init(toStranger server: WebAddress) {
        access = KubernetesAccess(server: server)
        source = nil
    }

    func credential() -> CredentialState { source?.credential() ?? .ready(KubernetesCredential()) }

    /// Whether there is, or will be, another credential than the one that was refused.
    func replace(_ refused: KubernetesCredential) -> Bool { source?.replace(refused) ?? false }

    /// Whether the API server itself says that it does not know us.
    ///
    /// What stands behind its proxy may say 401 of its own accord, but it sends no `Status`.
    func isRefusal(_ answer: ReadAnswer, to request: ReadRequest) -> Bool {
        guard answer.status == 401 else { return false }
        if case .kubernetes = request { return true }
        return Self.isRefusal(status: answer.status, answer.body)
    }

    /// The same of an answer that came through the proxy.
    static func isRefusal(status: Int, _ body: [UInt8]) -> Bool {
        guard status == 401, let document = try? JSONValue(parsing: body) else { return false }
        return document["kind"]?.text() == "Status"
    }
}
