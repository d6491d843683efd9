/// What a configuration file says; nil where it says nothing.
package struct Settings: Sendable, Equatable {
    package var clusters: [ClusterSettings]
    /// The name of one of `clusters`, or of one in the file below this.
    package var defaultCluster: String?
    package var interval: Duration?
    package var theme: String?
    package var isReadOnly: Bool?
    /// Read-only whatever flags, environment and other files say.
    package var isReadOnlyLocked: Bool
    package var columns: [String]?
    package var thresholds: Thresholds
    /// Ids of rules that are left out, of every cluster.
    package var mutedRules: [String]

    package init(
        clusters: [ClusterSettings] = [],
        defaultCluster: String? = nil,
        interval: Duration? = nil,
        theme: String? = nil,
        isReadOnly: Bool? = nil,
        isReadOnlyLocked: Bool = false,
        columns: [String]? = nil,
        thresholds: Thresholds = Thresholds(),
        mutedRules: [String] = []
    ) {
        self.clusters = clusters
        self.defaultCluster = defaultCluster
        self.interval = interval
        self.theme = theme
        self.isReadOnly = isReadOnly
        self.isReadOnlyLocked = isReadOnlyLocked
        self.columns = columns
        self.thresholds = thresholds
        self.mutedRules = mutedRules
    }
}

extension Settings {
    /// These settings with `user`'s over them: single values replace, clusters replace those of the same name.
    ///
    /// Rules that either file mutes are muted. A lock in either file holds, and holds read-only with it: the machine's cannot be undone by a user.
    package func overlaid(by user: Settings) -> Settings {
        let names = Set(user.clusters.map(\.name))
        let isLocked = isReadOnlyLocked || user.isReadOnlyLocked
        return Settings(
            clusters: user.clusters + clusters.filter { !names.contains($0.name) },
            defaultCluster: user.defaultCluster ?? defaultCluster,
            interval: user.interval ?? interval,
            theme: user.theme ?? theme,
            isReadOnly: isLocked ? true : user.isReadOnly ?? isReadOnly,
            isReadOnlyLocked: isLocked,
            columns: user.columns ?? columns,
            thresholds: thresholds.overlaid(by: user.thresholds),
            mutedRules: mutedRules + user.mutedRules.filter { !mutedRules.contains($0) }
        )
    }

    package func cluster(named name: String) -> ClusterSettings? { clusters.first { $0.name == name } }
}
