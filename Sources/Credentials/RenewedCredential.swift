import ClusterModel
import Endpoints
import Programs
import Settings

/// What a plugin gave, and gives again when that has expired or is refused.
///
/// Only a session that may run programs is given one.
package final class RenewedCredential: CredentialSource {
    private let plugin: CredentialPlugin
    private let limits: ProgramRun.Limits
    private let clock: () -> Timestamp
    private var held: ExecCredential?
    private var run: PluginRun?
    /// Of the last run of ours; the first one at the start does not count.
    private var startedAt: Timestamp?
    private var trouble: String?

    /// The shortest time between two runs: a plugin may ask a service that counts, and a server may refuse whatever it gives.
    private static let pause = Duration.seconds(30)

    /// - Parameter credential: what the plugin gave before, for instance at the start.
    package init(
        _ credential: ExecCredential? = nil,
        from plugin: CredentialPlugin,
        limits: ProgramRun.Limits = ProgramRun.Limits(),
        clock: @escaping () -> Timestamp
    ) {
        held = credential
        self.plugin = plugin
        self.limits = limits
        self.clock = clock
    }

    package func credential() -> CredentialState {
        collect()
        guard run == nil else { return .underWay }
        let now = clock()
        if let held, held.expiresAt.map({ now < $0 }) ?? true { return .ready(held.credential) }
        if mayStart(at: now) {
            start(at: now)
            return .underWay
        }
        // One that was over when it came may be so by our clock alone.
        if let held, trouble == nil { return .ready(held.credential) }
        return .missing(reason: trouble ?? "the credential plugin “\(plugin.command)” has not been run")
    }

    package func replace(_ refused: KubernetesCredential) -> Bool {
        collect()
        if run != nil { return true }
        if let held, held.credential != refused { return true }
        let now = clock()
        guard mayStart(at: now) else { return false }
        start(at: now)
        return true
    }

    private func mayStart(at now: Timestamp) -> Bool {
        startedAt.map { now - $0 >= Self.pause || now < $0 } ?? true
    }

    private func start(at now: Timestamp) {
        startedAt = now
        run = PluginRun(plugin, limits: limits)
    }

    private func collect() {
        guard let result = run?.progress() else { return }
        run = nil
        switch result {
        case .success(let credential):
            held = credential
            trouble = nil
        case .failure(let failure): trouble = failure.description
        }
    }
}
