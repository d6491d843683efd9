import Wording

/// What a configuration file says; nil where it says nothing.
package struct Settings: Sendable, Equatable {
    package var clusters: [ClusterSettings]
    /// The name of one of `clusters`, or of one in the file below this.
    package var defaultCluster: String?
    package var interval: Duration?
    package var theme: String?
    /// Of what people read.
    package var language: Language?
    package var isReadOnly: Bool?
    /// Read-only whatever flags, environment and other files say.
    package var isReadOnlyLocked: Bool
    package var columns: [String]?
    package var thresholds: Thresholds
    /// Ids of rules that are left out, of every cluster.
    package var mutedRules: [String]
    package var attention: AttentionSettings
    /// The socket of the syslog that is told of operations too; nil where none is.
    package var syslogSocket: String?

    package init(
        clusters: [ClusterSettings] = [],
        defaultCluster: String? = nil,
        interval: Duration? = nil,
        theme: String? = nil,
        language: Language? = nil,
        isReadOnly: Bool? = nil,
        isReadOnlyLocked: Bool = false,
        columns: [String]? = nil,
        thresholds: Thresholds = Thresholds(),
        mutedRules: [String] = [],
        attention: AttentionSettings = AttentionSettings(),
        syslogSocket: String? = nil
    ) {
        self.clusters = clusters
        self.defaultCluster = defaultCluster
        self.interval = interval
        self.theme = theme
        self.language = language
        self.isReadOnly = isReadOnly
        self.isReadOnlyLocked = isReadOnlyLocked
        self.columns = columns
        self.thresholds = thresholds
        self.mutedRules = mutedRules
        self.attention = attention
        self.syslogSocket = syslogSocket
    }
}

extension Settings {
    /// These settings with `user`'s over them: single values replace, clusters replace those of the same name.
    ///
    /// Rules that either file mutes are muted. The machine's syslog is told whatever the user's file says. A lock in either file holds, and holds read-only with it: the machine's cannot be undone by a user.
    /// A cluster that either file calls production or read-only is so.
    package func overlaid(by user: Settings) -> Settings {
        let names = Set(user.clusters.map(\.name))
        let isLocked = isReadOnlyLocked || user.isReadOnlyLocked
        return Settings(
            clusters: user.clusters.map(guarded) + clusters.filter { !names.contains($0.name) },
            defaultCluster: user.defaultCluster ?? defaultCluster,
            interval: user.interval ?? interval,
            theme: user.theme ?? theme,
            language: user.language ?? language,
            isReadOnly: isLocked ? true : user.isReadOnly ?? isReadOnly,
            isReadOnlyLocked: isLocked,
            columns: user.columns ?? columns,
            thresholds: thresholds.overlaid(by: user.thresholds),
            mutedRules: mutedRules + user.mutedRules.filter { !mutedRules.contains($0) },
            attention: attention.overlaid(by: user.attention),
            syslogSocket: syslogSocket ?? user.syslogSocket
        )
    }

    /// The user's cluster with the guards that this file sets up for it.
    private func guarded(_ cluster: ClusterSettings) -> ClusterSettings {
        guard let known = self.cluster(named: cluster.name) else { return cluster }
        var cluster = cluster
        cluster.isReadOnly = cluster.isReadOnly || known.isReadOnly
        cluster.isProduction = cluster.isProduction || known.isProduction
        return cluster
    }

    package func cluster(named name: String) -> ClusterSettings? { clusters.first { $0.name == name } }
}
