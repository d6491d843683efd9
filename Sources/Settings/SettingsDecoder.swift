/// Reads `config.yaml`, the user's or the machine's.
package enum SettingsDecoder {
    private static let keys = [
        "clusters", "default_cluster", "interval", "theme", "language", "read_only", "locked", "columns",
        "thresholds", "mute", "attention", "audit",
    ]

    /// The settings in a text; an empty one has none.
    ///
    /// - Parameters:
    ///   - text: the file's contents; more than 1 MiB is refused before it is parsed.
    ///   - file: the name to put before errors.
    package static func decode(_ text: String, file: String) throws(SettingsError) -> Settings {
        guard let document = try SettingsDocument.parse(text, file: file) else { return Settings() }
        let fields = try document.fields("a mapping of settings", known: keys)
        var settings = Settings()
        if let field = fields["clusters"] { settings.clusters = try clusters(field) }
        settings.defaultCluster = try fields["default_cluster"]?.text("the name of a cluster")
        settings.interval = try fields["interval"]?.interval()
        settings.theme = try fields["theme"]?.text("the name of a theme")
        settings.language = try fields["language"]?.language()
        settings.isReadOnly = try fields["read_only"]?.truth()
        settings.isReadOnlyLocked = try fields["locked"]?.truth() ?? false
        if settings.isReadOnlyLocked { settings.isReadOnly = true }
        settings.columns = try fields["columns"]?.texts(
            "a list of column names",
            each: "a column name",
            suggestion: "write - member"
        )
        if let field = fields["thresholds"] { settings.thresholds = try ThresholdsDecoder.decode(field) }
        settings.mutedRules = try fields["mute"]?.ruleNames() ?? []
        if let field = fields["attention"] { settings.attention = try attention(field) }
        if let field = fields["audit"] {
            let audit = try field.fields("a mapping of where operations are told besides their file", known: ["syslog"])
            settings.syslogSocket = try audit["syslog"]?.syslogSocket()
        }
        return settings
    }

    private static func attention(_ field: SettingsField) throws(SettingsError) -> AttentionSettings {
        let fields = try field.fields(
            "a mapping of ways to call people",
            known: ["bell", "notify", "hook", "hook_when_read_only"]
        )
        let attention = AttentionSettings(
            bell: try fields["bell"]?.truth(),
            notify: try fields["notify"]?.truth(),
            hook: try fields["hook"]?.texts("a program and its arguments", each: "text", suggestion: "write [program]"),
            hookWhenReadOnly: try fields["hook_when_read_only"]?.truth()
        )
        if let hook = fields["hook"], attention.hook?.isEmpty == true {
            throw hook.failure("names no program", suggestion: "write [program, argument]")
        }
        return attention
    }

    private static func clusters(_ field: SettingsField) throws(SettingsError) -> [ClusterSettings] {
        var clusters: [ClusterSettings] = []
        for item in try field.items("a list of clusters", suggestion: "write - name: NAME") {
            let cluster = try ClusterDecoder.decode(item)
            guard !clusters.contains(where: { $0.name == cluster.name }) else {
                throw item.failure("a second cluster named '\(cluster.name)'", suggestion: "give it another name")
            }
            clusters.append(cluster)
        }
        return clusters
    }
}
