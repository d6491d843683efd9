import ClusterModel
import Endpoints
import Programs
import Settings

/// One run of a credential plugin.
package struct PluginRun {
    /// Why a plugin gave no credential: a sentence without its full stop.
    package struct Failure: Error, Equatable, Sendable, CustomStringConvertible {
        package let description: String

        package init(_ description: String) {
            self.description = description
        }
    }

    private let plugin: CredentialPlugin
    private let run: ProgramRun

    /// Starts the program.
    package init(_ plugin: CredentialPlugin, limits: ProgramRun.Limits = ProgramRun.Limits()) {
        self.plugin = plugin
        run = ProgramRun(
            [plugin.command] + plugin.arguments,
            variables: plugin.environment.map { (name: $0.name, value: $0.value) }
                + [("KUBERNETES_EXEC_INFO", plugin.executionInformation)],
            limits: limits
        )
    }

    /// What became of it, nil while it runs; never blocks.
    package func progress() -> Result<ExecCredential, Failure>? { run.progress().map(credential) }

    /// What becomes of it, which is waited for.
    package func finish() -> Result<ExecCredential, Failure> { credential(run.finish()) }

    private func credential(_ outcome: ProgramRun.Outcome) -> Result<ExecCredential, Failure> {
        switch outcome {
        case .printed(let bytes):
            do throws(ExecCredentialError) {
                return .success(try ExecCredentialDecoder.decode(bytes, version: plugin.version))
            } catch {
                return .failure(failure(error.phrase))
            }
        case .failed(let phrase):
            let isMissing = phrase == ProgramRun.missing
            let hint = isMissing ? plugin.installHint.map { "; \($0)" } ?? "; install it, or see to PATH" : ""
            return .failure(failure(phrase + hint))
        }
    }

    private func failure(_ phrase: String) -> Failure {
        Failure("the credential plugin “\(plugin.command)” \(phrase)")
    }
}
