import ClusterModel
import FoundationEssentials
import Operations
import Settings

extension SourceOptions {
    /// Decides what to watch, and opens what leads there.
    ///
    /// - Parameter namesCluster: `--cluster` beside agents' URLs or pods names the cluster that they must be of.
    func open(namesCluster: Bool = false) throws -> OpenedSources { try choose(namesCluster: namesCluster).open() }

    /// Decides what to watch: the command line's agents, else the configuration's cluster, else patronictl's file.
    ///
    /// - Parameters:
    ///   - namesCluster: `--cluster` beside agents' URLs or pods names the cluster that they must be of.
    ///   - deed: what is going to be done to the cluster, “this changes a cluster”; a session that only watches is refused before
    ///     anything else is looked for, let alone asked.
    /// - Throws: a `Complaint`; all mistakes of the configuration at once, those in what its access names among them.
    func choose(namesCluster: Bool = false, for deed: String? = nil) throws -> SourceChoice {
        let environment = ProcessInfo.processInfo.environment
        let paths = SettingsPaths.defaultPaths(environment: environment)
        let files = try ConfigurationFiles(paths, override: config)
        let find = { (cluster: ClusterSettings?) in
            ReadOnlyReason.find(flag: readOnly, environment: environment, files: files.read, cluster: cluster)
        }
        if let deed { try Self.refuse(deed, find(nil)) }
        let choice = Result { () throws -> SourceChoice in
            let start = try start(files.settings, paths, environment, namesCluster: namesCluster)
            return SourceChoice(
                environment: environment,
                machinePath: paths.machine,
                files: files,
                start: start,
                cluster: try overlaid(start),
                readOnlyReason: find(start),
                namesKubeconfig: kubernetes.kubeconfig != nil,
                interval: try pace.chosen()
            )
        }
        var mistakes = files.mistakes
        if !mistakes.isEmpty { try? choice.get().checkAccess(&mistakes) }
        try mistakes.complain()
        let chosen = try choice.get()
        if let deed { try Self.refuse(deed, chosen.readOnlyReason) }
        return chosen
    }

    private static func refuse(_ deed: String, _ reason: ReadOnlyReason?) throws {
        guard let reason else { return }
        throw Complaint.readOnly(deed, .watch(because: "\(reason)"))
    }

    /// The cluster's settings with the command line's over them.
    private func overlaid(_ start: ClusterSettings) throws -> ClusterSettings {
        var cluster = start
        if !agents.isEmpty { cluster.agents = agents }
        if !proxies.isEmpty { cluster.proxies = proxies }
        if !probes.isEmpty { cluster.probes = probes }
        if !etcd.isEmpty { cluster.etcd = etcd }
        cluster.agentAccess = overlaid(start.agentAccess)
        cluster.proxyAccess = overlaid(start.proxyAccess)
        cluster.etcdAccess = overlaid(start.etcdAccess)
        cluster.etcdNamespace = etcdNamespace ?? start.etcdNamespace
        cluster.scope = scope ?? start.scope
        cluster.kubernetes = try kubernetes.settings(over: start.kubernetes)
        return cluster
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

    private static func names(_ settings: Settings) -> String { settings.clusters.map(\.name).joined(separator: ", ") }

    /// Why a session whose cluster is in no configuration, such as the demo's, only watches.
    static func reasonToWatch(flag: Bool) throws -> ReadOnlyReason? {
        let environment = ProcessInfo.processInfo.environment
        return ReadOnlyReason.find(
            flag: flag,
            environment: environment,
            files: try ConfigurationFiles.checked(SettingsPaths.defaultPaths(environment: environment)).read,
            cluster: ClusterSettings(name: "demo")
        )
    }

    /// What the usual files say, for commands that open no cluster.
    static func usualSettings() throws -> Settings {
        let paths = SettingsPaths.defaultPaths(environment: ProcessInfo.processInfo.environment)
        return try ConfigurationFiles.checked(paths).settings
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
