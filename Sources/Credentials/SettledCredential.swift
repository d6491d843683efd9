import ClusterModel
import Endpoints
import Settings

/// A credential that stays what it is: written in a kubeconfig, or got from a plugin before the screen was taken.
///
/// It holds no program, so a session that was given one can run none.
package final class SettledCredential: CredentialSource {
    private let held: KubernetesCredential
    private let expiresAt: Timestamp?
    /// What is said once it is over.
    private let regret: String
    private let clock: () -> Timestamp
    private var isOver = false

    /// One that holds for ever.
    package init(_ credential: KubernetesCredential) {
        held = credential
        expiresAt = nil
        regret = ""
        clock = { Timestamp(millisecondsSinceEpoch: 0) }
    }

    /// What a plugin gave.
    package init(_ credential: ExecCredential, from plugin: CredentialPlugin, clock: @escaping () -> Timestamp) {
        held = credential.credential
        expiresAt = credential.expiresAt
        regret =
            "what the plugin “\(plugin.command)” gave has expired, and a read-only session runs no program; start nines anew"
        self.clock = clock
    }

    package func credential() -> CredentialState { isOver ? .missing(reason: regret) : .ready(held) }

    /// The server is believed, not our clock alone: the two may differ.
    package func replace(_ refused: KubernetesCredential) -> Bool {
        if let expiresAt, expiresAt <= clock() { isOver = true }
        return isOver
    }
}
