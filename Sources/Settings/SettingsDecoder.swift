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
    ///   - known: what the file may name that is known elsewhere.
    /// - Throws: everything that is wrong in the file.
    package static func decode(
        _ text: String,
        file: String,
        known: KnownNames = KnownNames()
    ) throws(SettingsMistakes) -> Settings {
        var mistakes = SettingsMistakes()
        let settings = read(text, file: file, known: known, &mistakes)
        try mistakes.check()
        return settings
    }

    /// The same as far as it can be read; what is wrong is noted.
    package static func read(
        _ text: String,
        file: String,
        known: KnownNames,
        _ mistakes: inout SettingsMistakes
    ) -> Settings {
        let document = mistakes.attempt { () throws(SettingsError) in try SettingsDocument.parse(text, file: file) }
        let fields = mistakes.fields(of: document ?? nil, "a mapping of settings", known: keys)
        return settings(fields, known, &mistakes)
    }

    private static func settings(
        _ fields: [String: SettingsField],
        _ known: KnownNames,
        _ mistakes: inout SettingsMistakes
    ) -> Settings {
        var settings = Settings()
        settings.clusters = clusters(fields["clusters"], known, &mistakes)
        let names = known.clusters.map { fields["clusters"].clusterNames + $0 }
        settings.defaultCluster = mistakes.value(of: fields["default_cluster"]) { field throws(SettingsError) in
            try field.name(of: "cluster", among: names)
        }
        settings.interval = mistakes.interval(of: fields["interval"])
        settings.theme = mistakes.value(of: fields["theme"]) { field throws(SettingsError) in
            try field.name(of: "theme", among: known.themes)
        }
        settings.language = mistakes.value(of: fields["language"]) { field throws(SettingsError) in
            try field.language()
        }
        settings.isReadOnly = mistakes.truth(of: fields["read_only"])
        settings.isReadOnlyLocked = mistakes.truth(of: fields["locked"]) ?? false
        if settings.isReadOnlyLocked { settings.isReadOnly = true }
        settings.columns = mistakes.values(
            of: fields["columns"],
            "a list of column names",
            suggestion: "write - member"
        ) { item throws(SettingsError) in
            try item.name(of: "column", among: known.columns, suggestion: "write - member")
        }
        settings.thresholds = ThresholdsDecoder.decode(fields["thresholds"], &mistakes)
        settings.mutedRules = mistakes.ruleNames(of: fields["mute"], among: known.rules)
        settings.attention = attention(fields["attention"], &mistakes)
        settings.syslogSocket = syslogSocket(fields["audit"], &mistakes)
        return settings
    }

    private static func syslogSocket(_ audit: SettingsField?, _ mistakes: inout SettingsMistakes) -> String? {
        let fields = mistakes.fields(
            of: audit,
            "a mapping of where operations are told besides their file",
            known: ["syslog"]
        )
        return mistakes.value(of: fields["syslog"]) { field throws(SettingsError) in try field.syslogSocket() } ?? nil
    }

    private static func attention(_ field: SettingsField?, _ mistakes: inout SettingsMistakes) -> AttentionSettings {
        let fields = mistakes.fields(
            of: field,
            "a mapping of ways to call people",
            known: ["bell", "notify", "hook", "hook_when_read_only"]
        )
        return AttentionSettings(
            bell: mistakes.truth(of: fields["bell"]),
            notify: mistakes.truth(of: fields["notify"]),
            hook: mistakes.value(of: fields["hook"]) { hook throws(SettingsError) in try hook.program() },
            hookWhenReadOnly: mistakes.truth(of: fields["hook_when_read_only"])
        )
    }

    private static func clusters(
        _ field: SettingsField?,
        _ known: KnownNames,
        _ mistakes: inout SettingsMistakes
    ) -> [ClusterSettings] {
        let suggestion = "write - name: NAME"
        let items = mistakes.values(of: field, "a list of clusters", suggestion: suggestion) { $0 } ?? []
        var clusters: [ClusterSettings] = []
        for item in items {
            guard let cluster = ClusterDecoder.decode(item, known, &mistakes) else { continue }
            if clusters.contains(where: { $0.name == cluster.name }) {
                mistakes.add(
                    item.failure("a second cluster named '\(cluster.name)'", suggestion: "give it another name")
                )
            }
            clusters.append(cluster)
        }
        return clusters
    }
}

extension SettingsField? {
    /// What the items of `clusters` call themselves, be they right otherwise or not.
    fileprivate var clusterNames: [String] {
        let items = (try? self?.items("a list")) ?? []
        return items.compactMap { try? $0.fields("a mapping")["name"]?.text("a name") }
    }
}

extension SettingsField {
    /// A program and its arguments.
    fileprivate func program() throws(SettingsError) -> [String] {
        let words = try texts("a program and its arguments", each: "text", suggestion: "write [program]")
        guard !words.isEmpty else { throw failure("names no program", suggestion: "write [program, argument]") }
        return words
    }
}
