/// Reads one item of `clusters`.
enum ClusterDecoder {
    private static let keys = [
        "name", "label", "agents", "proxies", "probes", "server_members", "agent_access", "proxy_access",
        "etcd", "etcd_access", "etcd_namespace", "scope", "kubernetes", "read_only", "production", "color", "mute",
    ]

    /// The cluster as far as it can be read; nil without a name.
    static func decode(
        _ field: SettingsField,
        _ known: KnownNames,
        _ mistakes: inout SettingsMistakes
    ) -> ClusterSettings? {
        let before = mistakes.found.count
        let fields = mistakes.fields(of: field, "a mapping that describes a cluster", known: keys)
        if field.isMapping, fields["name"] == nil {
            mistakes.add(field.failure("has no name", suggestion: "write name: NAME"))
        }
        var cluster = ClusterSettings(name: mistakes.text(of: fields["name"], "a name") ?? "")
        cluster.label = mistakes.text(of: fields["label"], "a label")
        cluster.mutedRules = mistakes.ruleNames(of: fields["mute"], among: known.rules)
        cluster.isReadOnly = mistakes.truth(of: fields["read_only"]) ?? false
        cluster.isProduction = mistakes.truth(of: fields["production"]) ?? false
        cluster.color = mistakes.value(of: fields["color"], color)
        readSources(fields, into: &cluster, &mistakes)
        // What could not be read may be the very thing that seems to be missing.
        if mistakes.found.count == before, let error = missing(in: cluster, field) { mistakes.add(error) }
        return cluster.name.isEmpty ? nil : cluster
    }

    private static func readSources(
        _ fields: [String: SettingsField],
        into cluster: inout ClusterSettings,
        _ mistakes: inout SettingsMistakes
    ) {
        cluster.agents = mistakes.addresses(of: fields["agents"], .agent)
        cluster.proxies = mistakes.addresses(of: fields["proxies"], .proxy)
        cluster.probes = mistakes.addresses(of: fields["probes"], .database)
        cluster.serverMembers = mistakes.memberNames(
            of: fields["server_members"],
            "a mapping of server names to member names"
        )
        cluster.agentAccess = AccessDecoder.decode(fields["agent_access"], &mistakes)
        cluster.proxyAccess = AccessDecoder.decode(fields["proxy_access"], &mistakes)
        cluster.etcd = mistakes.addresses(of: fields["etcd"], .store)
        cluster.etcdAccess = AccessDecoder.decode(fields["etcd_access"], &mistakes)
        cluster.etcdNamespace = mistakes.text(of: fields["etcd_namespace"], "a namespace of Patroni's")
        cluster.scope = mistakes.text(of: fields["scope"], "a scope of Patroni's")
        cluster.kubernetes = KubernetesSettings.decode(fields["kubernetes"], &mistakes)
    }

    private static func missing(in cluster: ClusterSettings, _ field: SettingsField) -> SettingsError? {
        let names = [cluster.agents, cluster.proxies, cluster.probes, cluster.etcd]
        guard names.contains(where: { !$0.isEmpty }) || cluster.kubernetes != nil else {
            return field.failure(
                "names nothing to watch",
                suggestion: "write agents: [http://HOST:8008]; one agent is enough"
            )
        }
        let others = cluster.agents.count + cluster.proxies.count + cluster.probes.count
        guard others > 0 || cluster.scope != nil || cluster.etcd.isEmpty else {
            return field.failure(
                "names etcd but not the cluster in it",
                suggestion: "write scope: NAME as in patroni.yml, or agents: [http://HOST:8008]"
            )
        }
        return nil
    }

    private static func color(_ field: SettingsField) throws(SettingsError) -> FrameColor {
        let name = try field.text("the name of a colour")
        guard let color = FrameColor(rawValue: name) else {
            let known = FrameColor.allCases.map(\.rawValue).joined(separator: ", ")
            throw field.failure("'\(name)' is no colour for a frame", suggestion: "known here: \(known)")
        }
        return color
    }
}
