import ClusterModel
import CurlTransport
import Dashboard
import Diagnosis
import Endpoints
import Operations
import Settings

/// What the command line, the environment and the files together decided, before anybody was asked and any program was run.
struct SourceChoice {
    let environment: [String: String]
    /// The path of the machine's configuration.
    let machinePath: String
    let files: ConfigurationFiles
    /// The cluster as the files have it.
    let start: ClusterSettings
    /// The same with the command line's options over it.
    let cluster: ClusterSettings
    /// Why the session only watches; nil where it may change the cluster.
    let readOnlyReason: ReadOnlyReason?
    /// The command line names a kubeconfig.
    let namesKubeconfig: Bool
    /// The command line's.
    let interval: Duration?

    private var settings: Settings { files.settings }

    /// Notes what is wrong with the files and variables that the cluster's accesses name.
    func checkAccess(_ mistakes: inout SettingsMistakes) {
        let accesses = [secrets.needed(cluster.agentAccess), cluster.proxyAccess, cluster.etcdAccess]
        AccessFiles.check(accesses, &mistakes)
        secrets.check(accesses, &mistakes)
    }

    /// Gets what lets us in, and runs the programs that it takes.
    ///
    /// Programs come last: what is wrong elsewhere is told without them.
    func open() throws -> OpenedSources {
        var mistakes = SettingsMistakes()
        checkAccess(&mistakes)
        let opening = KubernetesOpening(environment: environment, programs: programs)
        let context = try cluster.kubernetes.flatMap { try opening.context($0, &mistakes) }
        try mistakes.complain()
        let plan = try plan(context)
        let link = try context.map(opening.link)
        let agentAccess = secrets.access(secrets.needed(cluster.agentAccess), &mistakes)
        let proxyAccess = secrets.access(cluster.proxyAccess, &mistakes)
        let storeAccess = secrets.access(cluster.etcdAccess, &mistakes)
        try mistakes.complain()
        let hook = hook
        let opened = OpenedCluster(
            plan: plan,
            label: cluster.label,
            columns: settings.columns,
            thresholds: Thresholds(settings, muted: cluster.mutedRules),
            attention: Self.attention(settings.attention, runsHook: hook != nil),
            hook: hook,
            rights: readOnlyReason.map { .watch(because: "\($0)") } ?? .operate,
            isLocked: readOnlyReason?.isLocked ?? false,
            isProduction: cluster.isProduction,
            color: cluster.color?.rawValue,
            syslogSocket: settings.syslogSocket,
            agentAccess: agentAccess,
            proxyAccess: proxyAccess,
            storeAccess: storeAccess,
            kubernetes: link
        )
        return OpenedSources(cluster: opened, settings: settings)
    }
}

// MARK: - What to watch

extension SourceChoice {
    private func plan(_ context: KubernetesContext?) throws -> WatchPlan {
        WatchPlan(
            name: cluster.name.isEmpty ? nil : cluster.name,
            scope: cluster.scope,
            agents: try cluster.agents.map(SourceOptions.agent),
            proxies: try cluster.proxies.map(SourceOptions.proxy),
            probes: try cluster.probes.map(SourceOptions.probe),
            interval: interval ?? settings.interval ?? .seconds(1),
            serverMembers: cluster.serverMembers.mapValues { MemberName($0) },
            store: try store(),
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
    private func store() throws -> StorePlan? {
        guard !cluster.etcd.isEmpty else { return nil }
        guard !cluster.agents.isEmpty || cluster.scope != nil || cluster.kubernetes != nil else {
            throw Complaint.usage(
                "etcd may hold many clusters; say which with --scope NAME, or give an agent's URL besides."
            )
        }
        return StorePlan(
            endpoints: try cluster.etcd.map(SourceOptions.store),
            namespace: cluster.etcdNamespace ?? "service",
            scope: cluster.scope,
            needsLogin: cluster.etcdAccess.username != nil
        )
    }
}

// MARK: - Programs

extension SourceChoice {
    /// Whether the machine's configuration alone describes the cluster, so that nothing in it is the user's.
    private var isOfMachine: Bool {
        let holding = files.read.filter { $0.settings.cluster(named: start.name) != nil }
        return !holding.isEmpty && holding.allSatisfy { $0.path == machinePath }
    }

    private var programs: ProgramRule {
        // A kubeconfig that the machine's configuration does not name is the user's.
        let isMachinesLogin = isOfMachine && !namesKubeconfig && start.kubernetes?.kubeconfig != nil
        return ProgramRule(readOnlyReason, isOfMachine: isMachinesLogin)
    }

    private var secrets: SecretReader {
        SecretReader(environment: environment, runsPrograms: readOnlyReason == nil || isOfMachine)
    }

    private static func attention(_ settings: AttentionSettings, runsHook: Bool) -> AttentionOptions {
        AttentionOptions(bell: settings.bell ?? true, notify: settings.notify ?? false, hook: runsHook)
    }

    /// A read-only session runs another program only where its configuration says so, a locked one where the machine's does.
    private var hook: [String]? {
        guard let readOnlyReason else { return settings.attention.hook }
        let attention =
            readOnlyReason.isLocked
            ? files.read.first { $0.path == machinePath }?.settings.attention ?? AttentionSettings()
            : settings.attention
        return attention.hookWhenReadOnly == true ? attention.hook : nil
    }
}
