/// Gives what an API server is to be shown, which may change while we watch.
///
/// Asked on the one thread, so neither function may block.
package protocol CredentialSource: AnyObject {
    /// What to show now.
    func credential() -> CredentialState

    /// Told that the server did not accept `refused` (401); whether another one is there or on its way.
    func replace(_ refused: KubernetesCredential) -> Bool
}

/// Whether there is something to show to an API server.
package enum CredentialState: Sendable, Equatable {
    case ready(KubernetesCredential)
    /// On its way; ask again in a moment.
    case underWay
    /// There is none; `reason` is a phrase for people.
    case missing(reason: String)
}
