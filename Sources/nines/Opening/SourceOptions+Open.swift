import ClusterModel
import Dashboard
import Diagnosis
import Endpoints
import FoundationEssentials
import Settings
import TerminalUI

extension SourceOptions {
    /// Decides what to watch: the command line's agents, else the configuration's cluster, else patronictl's file.
    ///
    /// - Parameter programs: whether programs that let us in may be run again later.
    func open(programs: ProgramRule) throws -> OpenedSources {
        let environment = ProcessInfo.processInfo.environment
        let paths = SettingsPaths.defaultPaths(environment: environment)
        let settings = try Self.settings(paths, override: config)
        let start = try start(settings, paths, environment)
        let given = ClusterSettings(
            name: start.name,
            label: start.label,
            agents: agents.isEmpty ? start.agents : agents,
            proxies: proxies.isEmpty ? start.proxies : proxies,
            probes: probes.isEmpty ? start.probes : probes,
            serverMembers: start.serverMembers,
            agentAccess: overlaid(start.agentAccess),
            proxyAccess: overlaid(start.proxyAccess),
            etcd: etcd.isEmpty ? start.etcd : etcd,
            etcdAccess: overlaid(start.etcdAccess),
            etcdNamespace: etcdNamespace ?? start.etcdNamespace,
            scope: scope ?? start.scope,
            kubernetes: try kubernetes.settings(over: start.kubernetes)
        )
        let pods = try given.kubernetes.map {
            try KubernetesOpening(environment: environment, programs: programs).open($0)
        }
        let fetch = SecretReader(environment: environment)
        let cluster = OpenedCluster(
            plan: try plan(
                given,
                context: pods?.context,
                interval: try pace.chosen() ?? settings.interval ?? .seconds(1)
            ),
            label: given.label,
            columns: try Self.columns(settings),
            thresholds: try Thresholds(settings, muted: start.mutedRules),
            attention: Self.attention(settings.attention),
            hook: Self.hook(settings.attention),
            agentAccess: try fetch.access(given.agentAccess),
            proxyAccess: try fetch.access(given.proxyAccess),
            storeAccess: try fetch.access(given.etcdAccess),
            kubernetes: pods?.link
        )
        return OpenedSources(cluster: cluster, settings: settings)
    }

    private func plan(
        _ cluster: ClusterSettings,
        context: KubernetesContext?,
        interval: Duration
    ) throws -> WatchPlan {
        WatchPlan(
            name: cluster.name.isEmpty ? nil : cluster.name,
            agents: try cluster.agents.map(Self.agent),
            proxies: try cluster.proxies.map(Self.proxy),
            probes: try cluster.probes.map(Self.probe),
            interval: interval,
            serverMembers: cluster.serverMembers.mapValues { MemberName($0) },
            store: try store(cluster),
            kubernetes: context.map { Self.pods(cluster.kubernetes ?? KubernetesSettings(), in: $0) }
        )
    }

    private static func pods(_ settings: KubernetesSettings, in context: KubernetesContext) -> KubernetesPlan {
        KubernetesPlan(
            server: context.access.server,
            pods: PodSelection(namespace: context.namespace, selector: settings.selector),
            podMembers: settings.podMembers.mapValues { MemberName($0) },
            way: settings.way ?? .automatic
        )
    }

    /// Nil where no etcd is named.
    private func store(_ cluster: ClusterSettings) throws -> StorePlan? {
        guard !cluster.etcd.isEmpty else { return nil }
        guard !cluster.agents.isEmpty || cluster.scope != nil || cluster.kubernetes != nil else {
            throw Complaint.usage(
                "etcd may hold many clusters; say which with --scope NAME, or give an agent's URL besides."
            )
        }
        return StorePlan(
            endpoints: try cluster.etcd.map(Self.store),
            namespace: cluster.etcdNamespace ?? "service",
            scope: cluster.scope,
            needsLogin: cluster.etcdAccess.username != nil
        )
    }

    /// Where to start, before the command line's own options go over it.
    private func start(
        _ settings: Settings,
        _ paths: SettingsPaths,
        _ environment: [String: String]
    ) throws -> ClusterSettings {
        if let patronictl {
            return try patroni(
                ConfigurationFile.required(patronictl),
                environment,
                alone: agents.isEmpty && !kubernetes.isAsked
            )
        }
        if let cluster {
            guard agents.isEmpty else {
                throw Complaint.usage("give either agents' URLs or --cluster \(cluster), not both.")
            }
            return try Self.known(cluster, settings)
        }
        guard agents.isEmpty, etcd.isEmpty || scope == nil, !kubernetes.isAsked else {
            return ClusterSettings(name: scope ?? "")
        }
        if let name = settings.defaultCluster { return try Self.known(name, settings) }
        if settings.clusters.count == 1, let only = settings.clusters.first { return only }
        guard settings.clusters.isEmpty else {
            throw Complaint.usage(
                "the configuration has several clusters; choose one with --cluster: \(Self.names(settings))."
            )
        }
        guard let path = paths.patronictl, let file = try ConfigurationFile.optional(path) else {
            guard etcd.isEmpty else { return ClusterSettings(name: "") }
            throw Complaint.usage(FirstRun.text)
        }
        return try patroni(file, environment, alone: true)
    }

    private static func known(_ name: String, _ settings: Settings) throws -> ClusterSettings {
        if let cluster = settings.cluster(named: name) { return cluster }
        let known =
            settings.clusters.isEmpty ? "the configuration names none" : "there are: \(names(settings))"
        throw Complaint.usage("no cluster is called “\(name)”; \(known).")
    }

    private static func attention(_ settings: AttentionSettings) -> AttentionOptions {
        AttentionOptions(
            bell: settings.bell ?? true,
            notify: settings.notify ?? false,
            hook: hook(settings) != nil
        )
    }

    /// Every session is read-only, and a read-only one runs another program only where its configuration says so.
    private static func hook(_ settings: AttentionSettings) -> [String]? {
        settings.hookWhenReadOnly == true ? settings.hook : nil
    }

    private static func columns(_ settings: Settings) throws -> [String]? {
        for id in settings.columns ?? [] where MemberColumns.named(id) == nil {
            let known = MemberColumns.all.map(\.id).joined(separator: ", ")
            throw Complaint.configuration("columns: no column is called “\(id)”. There are: \(known).")
        }
        return settings.columns
    }

    private static func names(_ settings: Settings) -> String { settings.clusters.map(\.name).joined(separator: ", ") }

    private static func settings(_ paths: SettingsPaths, override: String?) throws -> Settings {
        let machine = try ConfigurationFile.optional(paths.machine)
        let user = try override.map(ConfigurationFile.required) ?? paths.user.flatMap(ConfigurationFile.optional)
        let decoded = try [machine, user].compactMap { try $0.map(decode) }
        return decoded.dropFirst().reduce(decoded.first ?? Settings()) { $0.overlaid(by: $1) }
    }

    private static func decode(_ file: ConfigurationFile) throws -> Settings {
        do {
            return try SettingsDecoder.decode(file.text, file: file.path)
        } catch {
            throw Complaint.configuration("\(error)")
        }
    }

    /// - Parameter alone: whether the file must lead to an agent by itself.
    private func patroni(
        _ file: ConfigurationFile,
        _ environment: [String: String],
        alone: Bool
    ) throws -> ClusterSettings {
        do {
            let decoded = try PatronictlDecoder.decode(file.text, file: file.path, environment: environment)
            if alone, etcd.isEmpty, let missing = decoded.missing { throw Complaint.usage(missing) }
            return ClusterSettings(
                name: decoded.scope ?? "",
                agents: decoded.agent.map { [$0] } ?? [],
                agentAccess: decoded.access,
                etcd: decoded.storeURLs,
                etcdAccess: decoded.store?.access ?? AccessSettings(),
                etcdNamespace: decoded.namespace,
                scope: decoded.scope
            )
        } catch let error as SettingsError {
            throw Complaint.configuration("\(error)")
        }
    }

    /// The access with the command line's TLS options over it.
    private func overlaid(_ access: AccessSettings) -> AccessSettings {
        var access = access
        access.certificateAuthorityFile = cacert ?? access.certificateAuthorityFile
        access.clientCertificateFile = cert ?? access.clientCertificateFile
        access.clientKeyFile = key ?? access.clientKeyFile
        access.isInsecure = insecure || access.isInsecure
        return access
    }
}
