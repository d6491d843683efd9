import Endpoints

/// The API server with what it is shown.
package struct KubernetesLink {
    let access: KubernetesAccess
    let source: any CredentialSource

    package init(_ access: KubernetesAccess, source: any CredentialSource) {
        self.access = access
        self.source = source
    }

    /// Whether the API server itself says that it does not know us.
    ///
    /// What stands behind its proxy may say 401 of its own accord, but it sends no `Status`.
    func isRefusal(_ answer: ReadAnswer, to request: ReadRequest) -> Bool {
        guard answer.status == 401 else { return false }
        guard let status = try? JSONValue(parsing: answer.body) else { return false }
        return status["kind"]?.text() == "Status"
    }
}
