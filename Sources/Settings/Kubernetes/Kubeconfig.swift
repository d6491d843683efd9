import ClusterModel
import Endpoints

/// A kubeconfig file as it was read.
package struct KubeconfigFile: Sendable, Equatable {
    package var path: String
    package var text: String

    package init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

/// Reads a file that a kubeconfig names, or says why it cannot be: this target reads none itself.
package typealias KubeconfigFileReading = (_ path: String) -> Result<String, KubeconfigFileProblem>

/// Why a file that a kubeconfig names cannot be read: `No such file or directory`.
package struct KubeconfigFileProblem: Error, Equatable, Sendable {
    package var reason: String

    package init(_ reason: String) {
        self.reason = reason
    }
}

/// Kubeconfig files, merged as kubectl merges them: of each name the first file's cluster, user and context count as a whole.
///
/// Every file is checked for its form, as kubectl does; what is named is checked for its sense once a context is chosen
/// (kubernetes `client-go/tools/clientcmd/loader.go`, `validation.go`).
package struct Kubeconfig {
    private var clusters: [String: KubeconfigCluster] = [:]
    private var users: [String: KubeconfigUser] = [:]
    private var contexts: [String: KubeconfigEntry] = [:]
    private var currentContext: SettingsField?
    private let files: String

    package init(_ files: [KubeconfigFile]) throws(SettingsError) {
        self.files = files.map(\.path).joined(separator: ":")
        for file in files {
            guard let document = try SettingsDocument.parse(file.text, file: file.path) else { continue }
            let fields = try document.fields("a mapping, as kubeconfig files are")
            try Self.check(fields)
            let folder = Self.folder(of: file.path)
            for entry in try KubeconfigEntry.list(fields["clusters"], of: "cluster") {
                let cluster = try KubeconfigCluster(entry, folder: folder)
                clusters[entry.name] = clusters[entry.name] ?? cluster
            }
            for entry in try KubeconfigEntry.list(fields["users"], of: "user") {
                let user = try KubeconfigUser(entry, folder: folder)
                users[entry.name] = users[entry.name] ?? user
            }
            for entry in try KubeconfigEntry.list(fields["contexts"], of: "context") {
                for key in ["cluster", "user", "namespace"] { _ = try entry.fields[key]?.strictText() }
                contexts[entry.name] = contexts[entry.name] ?? entry
            }
            if let current = fields["current-context"], try current.strictText() != nil {
                currentContext = currentContext ?? current
            }
        }
    }

    /// Nothing is configured, as if there were no file.
    package var isEmpty: Bool { clusters.isEmpty && users.isEmpty && contexts.isEmpty && currentContext == nil }

    private static func check(_ fields: [String: SettingsField]) throws(SettingsError) {
        for (key, wanted) in [("kind", "Config"), ("apiVersion", "v1")] {
            guard let field = fields[key], let found = try field.strictText(), found != wanted else { continue }
            throw field.failure("'\(found)' is not that of a kubeconfig", suggestion: "it has \(key): \(wanted)")
        }
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}

extension Kubeconfig {
    /// What the context comes to; the current one when none is named.
    ///
    /// - Parameters:
    ///   - namespace: what was asked for besides; it goes over the context's own.
    ///   - reading: reads certificates, keys and tokens that are files, to see whether they are what they should be.
    /// - Throws: what is wrong with the context's cluster and with its user, together.
    package func context(
        named name: String? = nil,
        namespace: String? = nil,
        reading: KubeconfigFileReading
    ) throws(SettingsMistakes) -> KubernetesContext {
        var mistakes = SettingsMistakes()
        let chosen = mistakes.attempt { () throws(SettingsError) in try parts(of: self.chosen(name)) }
        guard let chosen else { throw mistakes }
        let access = mistakes.attempt { () throws(SettingsError) in
            var access = try chosen.cluster.access(reading: reading)
            access.impersonation = try chosen.user?.impersonation()
            return access
        }
        chosen.user?.checkCertificate(reading, &mistakes)
        let login = mistakes.attempt { () throws(SettingsError) in
            try chosen.user?.login(cluster: chosen.cluster, reading: reading) ?? .fixed(KubernetesCredential())
        }
        let own = mistakes.value(of: chosen.namespace) { field throws(SettingsError) in try field.namespace() } ?? nil
        try mistakes.check()
        guard let access, let login else { throw mistakes }
        return KubernetesContext(
            name: chosen.name,
            namespace: namespace ?? own ?? "default",
            access: access,
            login: login
        )
    }

    /// What a context names.
    private struct Parts {
        var name: String
        var cluster: KubeconfigCluster
        var user: KubeconfigUser?
        var namespace: SettingsField?
    }

    private func parts(of context: (name: String, entry: KubeconfigEntry)) throws(SettingsError) -> Parts {
        let fields = context.entry.fields
        guard let clusterField = fields["cluster"], let clusterName = try clusterField.strictText() else {
            throw context.entry.field.failure("names no cluster", suggestion: "write cluster: NAME")
        }
        guard let cluster = clusters[clusterName] else {
            throw clusterField.failure(
                "no cluster is named '\(clusterName)'",
                suggestion: near(clusterName, clusters.keys)
            )
        }
        var parts = Parts(name: context.name, cluster: cluster, namespace: fields["namespace"])
        guard let userField = fields["user"], let userName = try userField.strictText() else { return parts }
        parts.user = users[userName]
        guard parts.user != nil else {
            throw userField.failure("no user is named '\(userName)'", suggestion: near(userName, users.keys))
        }
        return parts
    }

    private func chosen(_ name: String?) throws(SettingsError) -> (name: String, entry: KubeconfigEntry) {
        if let name {
            if let context = contexts[name] { return (name, context) }
            let shown = name.printable(limit: 128)
            throw SettingsError(
                file: files,
                path: "contexts",
                message: "no context is named '\(shown)'",
                suggestion: near(shown, contexts.keys)
            )
        }
        guard let currentContext, let current = try currentContext.strictText() else {
            let known = contexts.keys.sorted().joined(separator: ", ").printable(limit: 512)
            throw SettingsError(
                file: files,
                path: "current-context",
                message: "is not set",
                suggestion: known.isEmpty ? "and there is no context" : "give --context NAME; there are: \(known)"
            )
        }
        guard let context = contexts[current] else {
            throw currentContext.failure("no context is named '\(current)'", suggestion: near(current, contexts.keys))
        }
        return (current, context)
    }

    private func near(_ name: String, _ names: some Collection<String>) -> String {
        SpellingDistance.advice(for: name, among: names.sorted())
    }
}
