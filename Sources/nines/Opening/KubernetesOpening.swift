import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Glibc
import Settings

/// Finds out how the API server lets us in, as kubectl would, and gets the first credential.
struct KubernetesOpening {
    let environment: [String: String]
    let programs: ProgramRule

    /// The context that was chosen; nil where its files have mistakes, which are noted.
    ///
    /// Reads files and runs nothing.
    func context(_ settings: KubernetesSettings, _ mistakes: inout SettingsMistakes) throws -> KubernetesContext? {
        guard var context = try found(settings, &mistakes) else { return nil }
        if context.access.proxy == nil {
            let (server, environment) = (context.access.server, environment)
            context.access.proxy =
                mistakes.attempt { () throws(SettingsError) in
                    try EnvironmentProxy.proxy(for: server, environment: environment)
                } ?? nil
        }
        return context
    }

    /// The link that requests take; a credential plugin is run for it.
    func link(_ context: KubernetesContext) throws -> KubernetesLink {
        KubernetesLink(context.access, source: try source(of: context.login))
    }

    private func found(
        _ settings: KubernetesSettings,
        _ mistakes: inout SettingsMistakes
    ) throws -> KubernetesContext? {
        let lookup = KubeconfigPaths(flag: settings.kubeconfig, environment: environment)
        let files = try lookup.paths.compactMap { try Self.kubeconfig($0, isRequired: lookup.isRequired) }
        let kubeconfig = mistakes.attempt { () throws(SettingsError) in try Kubeconfig(files) }
        guard let kubeconfig else { return nil }
        guard kubeconfig.isEmpty else {
            do throws(SettingsMistakes) {
                return try kubeconfig.context(
                    named: settings.context,
                    namespace: settings.namespace,
                    reading: Self.read
                )
            } catch {
                for mistake in error.found { mistakes.add(mistake) }
                return nil
            }
        }
        if settings.context == nil, let own = try inCluster(settings.namespace) { return own }
        throw Complaint.configuration(Self.nothingFound(lookup.paths))
    }

    /// A pod's own service account; nil outside of pods.
    private func inCluster(_ namespace: String?) throws -> KubernetesContext? {
        let token = InClusterSettings.tokenFile()
        guard access(token, F_OK) == 0 else { return nil }
        let context = InClusterSettings.context(
            environment: environment,
            ownNamespace: try? TextFile.read(InClusterSettings.namespaceFile()),
            namespace: namespace
        )
        guard let context else { return nil }
        for case .file(let path)? in [context.access.authority, .file(token)] {
            do throws(TextFile.Failure) {
                _ = try TextFile.read(path)
            } catch {
                throw Complaint.configuration("the pod's service account: \(error).")
            }
        }
        return context
    }

    /// A read-only session is given a credential and no program; others are given both.
    private func source(of login: KubernetesLogin) throws -> any CredentialSource {
        switch login {
        case .fixed(let credential): return SettledCredential(credential)
        case .tokenFile(let path, let certificate):
            return TokenFileCredential(path, certificate: certificate, clock: SystemClock.now)
        case .plugin(let plugin):
            switch programs {
            case .never:
                throw Complaint.configuration(
                    "this session is locked and runs no program, so the credential plugin “\(plugin.command)” cannot be asked."
                )
            case .atTheStart:
                return SettledCredential(try Self.first(from: plugin), from: plugin, clock: SystemClock.now)
            case .whenNeeded:
                return RenewedCredential(try Self.first(from: plugin), from: plugin, clock: SystemClock.now)
            }
        }
    }

    private static func first(from plugin: CredentialPlugin) throws -> ExecCredential {
        switch PluginRun(plugin).finish() {
        case .success(let credential): return credential
        case .failure(let failure): throw Complaint.unavailable("\(failure).")
        }
    }

    /// Nil for one that is not there and need not be.
    private static func kubeconfig(_ path: String, isRequired: Bool) throws -> KubeconfigFile? {
        do throws(TextFile.Failure) {
            return KubeconfigFile(path: path, text: try TextFile.read(path, waits: true))
        } catch {
            guard error.isMissing, !isRequired else { throw Complaint.configuration("\(error).") }
            return nil
        }
    }

    private static func read(_ path: String) -> Result<String, KubeconfigFileProblem> {
        do throws(TextFile.Failure) {
            return .success(try TextFile.read(path))
        } catch {
            return .failure(KubeconfigFileProblem(error.reason))
        }
    }

    private static func nothingFound(_ paths: [String]) -> String {
        let tried = paths.isEmpty ? "HOME is not set" : "\(paths.joined(separator: ", ")): nothing is configured there"
        return
            "no way to a Kubernetes API server: \(tried), and this is no pod. Give --kubeconfig FILE, or set KUBECONFIG."
    }
}
