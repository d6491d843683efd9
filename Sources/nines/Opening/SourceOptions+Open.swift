import ClusterModel
import Dashboard
import Diagnosis
import Endpoints
import FoundationEssentials
import Operations
import Settings
import TerminalUI
import Wording

extension SourceOptions {
    /// Decides what to watch: the command line's agents, else the configuration's cluster, else patronictl's file.
    ///
    /// - Parameter namesCluster: `--cluster` beside agents' URLs or pods names the cluster that they must be of.
    func open(namesCluster: Bool = false) throws -> OpenedSources {
        let environment = ProcessInfo.processInfo.environment
        let paths = SettingsPaths.defaultPaths(environment: environment)
        let files = try ConfigurationFiles.read(paths, override: config)
        let settings = files.dropFirst().reduce(files.first?.settings ?? Settings()) { $0.overlaid(by: $1.settings) }
        let start = try start(settings, paths, environment, namesCluster: namesCluster)
        let reason = ReadOnlyReason.find(flag: readOnly, environment: environment, files: files, cluster: start)
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
        let isOfMachine = Self.isOfMachine(start, files, paths)
        // A kubeconfig that the machine's configuration does not name is the user's.
        let isMachinesLogin = isOfMachine && kubernetes.kubeconfig == nil && start.kubernetes?.kubeconfig != nil
        let programs = ProgramRule(reason, isOfMachine: isMachinesLogin)
        let pods = try given.kubernetes.map {
            try KubernetesOpening(environment: environment, programs: programs).open($0)
        }
        do throws(SettingsMistakes) {
            try AccessFiles.check([given.agentAccess, given.proxyAccess, given.etcdAccess])
        } catch {
            throw Complaint.configuration("\(error)")
        }
        let fetch = SecretReader(environment: environment, runsPrograms: reason == nil || isOfMachine)
        let hook = Self.hook(settings, files, paths, reason)
        let cluster = OpenedCluster(
            plan: try plan(
                given,
                context: pods?.context,
                interval: try pace.chosen() ?? settings.interval ?? .seconds(1)
            ),
            label: given.label,
            columns: settings.columns,
            thresholds: Thresholds(settings, muted: start.mutedRules),
            attention: Self.attention(settings.attention, runsHook: hook != nil),
            hook: hook,
            rights: reason.map { .watch(because: $0.phrase) } ?? .operate,
            isLocked: reason?.isLocked ?? false,
            isProduction: start.isProduction,
            color: start.color?.rawValue,
            syslogSocket: settings.syslogSocket,
            agentAccess: try fetch.agentAccess(given.agentAccess),
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
            scope: cluster.scope,
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
        _ environment: [String: String],
        namesCluster: Bool
    ) throws -> ClusterSettings {
        if let patronictl {
            return try patroni(
                ConfigurationFile.required(patronictl),
                environment,
                alone: agents.isEmpty && !kubernetes.isAsked
            )
        }
        if let cluster, !(namesCluster && givesSources) { return try chosen(cluster, settings) }
        if let cluster, agents.isEmpty, kubernetes.choosesPods { return claimed(cluster, settings) }
        guard agents.isEmpty, etcd.isEmpty || scope == nil, !kubernetes.isAsked else { return try unnamed(settings) }
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

    /// Whether the command line says by itself where the cluster is.
    var givesSources: Bool { !agents.isEmpty || kubernetes.choosesPods }

    /// The configuration's cluster, which the command line may say more of, but not that it is elsewhere.
    private func chosen(_ name: String, _ settings: Settings) throws -> ClusterSettings {
        guard agents.isEmpty else {
            throw Complaint.usage("give either agents' URLs or --cluster \(name), not both.")
        }
        if kubernetes.choosesPods, settings.cluster(named: name)?.isFoundInPods != true {
            throw Complaint.usage(
                "give either pods (--kubernetes, -n, -l …) or --cluster \(name), not both; --scope \(name) chooses among pods."
            )
        }
        let known = try Self.known(name, settings)
        guard !kubernetes.isAsked || known.kubernetes != nil else {
            throw Complaint.usage("--via says how pods are read, and the configuration names none for “\(name)”.")
        }
        return known
    }

    /// Pods that are said to be a cluster's: with what the configuration says of it, but never with its agents.
    private func claimed(_ name: String, _ settings: Settings) -> ClusterSettings {
        guard let known = settings.cluster(named: name) else { return ClusterSettings(name: "") }
        if known.isFoundInPods { return known }
        return ClusterSettings(
            name: "",
            label: known.label,
            isReadOnly: known.isReadOnly,
            isProduction: known.isProduction,
            color: known.color
        )
    }

    private static func known(_ name: String, _ settings: Settings) throws -> ClusterSettings {
        if let cluster = settings.cluster(named: name) { return cluster }
        let known =
            settings.clusters.isEmpty ? "the configuration names none" : "there are: \(names(settings))"
        throw Complaint.usage("no cluster is called “\(name)”; \(known).")
    }

    /// A cluster that is given by address alone, with the guards and the looks of the configured one whose agent it starts from.
    private func unnamed(_ settings: Settings) throws -> ClusterSettings {
        let given = Set(try agents.map(Self.agent))
        let known = settings.clusters.first { cluster in
            cluster.agents.contains { (try? Self.agent($0)).map(given.contains) ?? false }
        }
        guard let known else { return ClusterSettings(name: scope ?? "") }
        // Its credentials are for its own agents, and go along only where no stranger is named beside them.
        let isItsAlone = given.isSubset(of: known.agents.compactMap { try? Self.agent($0) })
        return ClusterSettings(
            name: scope ?? known.name,
            label: known.label,
            agentAccess: isItsAlone ? known.agentAccess : AccessSettings(),
            isReadOnly: known.isReadOnly,
            isProduction: known.isProduction,
            color: known.color
        )
    }

    /// Whether the machine's configuration alone describes the cluster, so that nothing in it is the user's.
    private static func isOfMachine(
        _ cluster: ClusterSettings,
        _ files: [(path: String, settings: Settings)],
        _ paths: SettingsPaths
    ) -> Bool {
        let holding = files.filter { $0.settings.cluster(named: cluster.name) != nil }
        return !holding.isEmpty && holding.allSatisfy { $0.path == paths.machine }
    }

    private static func attention(_ settings: AttentionSettings, runsHook: Bool) -> AttentionOptions {
        AttentionOptions(bell: settings.bell ?? true, notify: settings.notify ?? false, hook: runsHook)
    }

    /// A read-only session runs another program only where its configuration says so, a locked one where the machine's does.
    private static func hook(
        _ settings: Settings,
        _ files: [(path: String, settings: Settings)],
        _ paths: SettingsPaths,
        _ reason: ReadOnlyReason?
    ) -> [String]? {
        guard let reason else { return settings.attention.hook }
        let attention =
            reason.isLocked
            ? files.first { $0.path == paths.machine }?.settings.attention ?? AttentionSettings()
            : settings.attention
        return attention.hookWhenReadOnly == true ? attention.hook : nil
    }

    private static func names(_ settings: Settings) -> String { settings.clusters.map(\.name).joined(separator: ", ") }

    /// Why a session whose cluster is in no configuration, such as the demo's, only watches.
    static func reasonToWatch(flag: Bool) throws -> ReadOnlyReason? {
        let environment = ProcessInfo.processInfo.environment
        return ReadOnlyReason.find(
            flag: flag,
            environment: environment,
            files: try ConfigurationFiles.read(SettingsPaths.defaultPaths(environment: environment), override: nil),
            cluster: ClusterSettings(name: "demo")
        )
    }

    /// What the usual files say, for commands that open no cluster.
    static func usualSettings() throws -> Settings {
        let paths = SettingsPaths.defaultPaths(environment: ProcessInfo.processInfo.environment)
        return try ConfigurationFiles.read(paths, override: nil).reduce(Settings()) { $0.overlaid(by: $1.settings) }
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
        func overlay(
            _ option: String,
            _ given: String?,
            _ path: WritableKeyPath<AccessSettings, String?>,
            _ key: String
        ) {
            guard let given else { return }
            access[keyPath: path] = given
            access.places[key] = SettingsPlace(file: option)
        }
        overlay("--cacert", cacert, \.certificateAuthorityFile, "ca")
        overlay("--cert", cert, \.clientCertificateFile, "cert")
        overlay("--key", key, \.clientKeyFile, "key")
        access.isInsecure = insecure || access.isInsecure
        return access
    }
}

extension ClusterSettings {
    /// Whether its pods alone lead to its agents, so that options which name pods say more of the same.
    fileprivate var isFoundInPods: Bool { kubernetes != nil && agents.isEmpty }
}
