/// Why a session only watches.
package enum ReadOnlyReason: Hashable, Sendable {
    /// The machine's configuration, or one's own, says `locked: true`: nothing undoes it.
    case locked(file: String)
    case commandLine
    case environment
    case configuration(file: String)
    /// The cluster's own `read_only: true`.
    case cluster(name: String)

    /// The variable that makes a session read-only; nothing that it can say makes one writable.
    package static let variable = "NINES_READ_ONLY"

    /// The first reason there is, the strongest before others; nil where the session may change clusters.
    ///
    /// - Parameters:
    ///   - flag: whether the command line says `--read-only`.
    ///   - files: the configuration files that were read, the machine's before the user's.
    ///   - cluster: the cluster that was chosen, with what either file says of it; nil before one is.
    package static func find(
        flag: Bool,
        environment: [String: String],
        files: [(path: String, settings: Settings)],
        cluster: ClusterSettings?
    ) -> ReadOnlyReason? {
        if let file = files.first(where: \.settings.isReadOnlyLocked) { return .locked(file: file.path) }
        if flag { return .commandLine }
        if isSet(environment[variable]) { return .environment }
        if let file = files.last(where: { $0.settings.isReadOnly != nil }), file.settings.isReadOnly == true {
            return .configuration(file: file.path)
        }
        guard let cluster, cluster.isReadOnly else { return nil }
        return .cluster(name: cluster.name)
    }

    /// Whatever does not clearly say no is taken for a yes.
    private static func isSet(_ value: String?) -> Bool {
        guard let value = value?.lowercased(), !value.isEmpty, value != "0" else { return false }
        return SettingsField.truths[value] ?? true
    }

    package var isLocked: Bool {
        switch self {
        case .locked: true
        case .commandLine, .environment, .configuration, .cluster: false
        }
    }
}

extension ReadOnlyReason: CustomStringConvertible {
    /// Continues a sentence: `read-only by --read-only`.
    package var description: String {
        switch self {
        case .locked(let file): "by \(file), locked"
        case .commandLine: "by --read-only"
        case .environment: "by \(Self.variable)"
        case .configuration(let file): "by \(file)"
        case .cluster(let name): "by the configuration of cluster \(name)"
        }
    }
}
