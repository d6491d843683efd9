import ClusterModel

/// Whether the databases replicate and are set up as rendered.
extension Criterion {
    static let replicationAsRendered = Criterion(
        id: "replication-as-rendered",
        severity: .critical,
        title: "commits wait for a standby as the values say",
        why:
            "A synchronous cluster that is not loses confirmed commits in a failover; one that should not be waits for nothing.",
        remedy:
            "nines config set synchronous_mode=true (PostgreSQL); gs_guc reload synchronous_standby_names on every member (openGauss).",
        inquiry: "patronictl show-config; on the leader: show synchronous_standby_names.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(.holds, "asynchronous", ExampleCluster.with { $0.configure(["ttl": "30"]) }, intended: .example()),
            .init(
                .fails,
                "synchronous was meant",
                ExampleCluster.with { $0.configure(["ttl": "30"]) },
                intended: .example { $0.replication = .synchronous }
            ),
            .init(
                .fails,
                "strict was meant",
                ExampleCluster.with { $0.configure(["synchronous_mode": "true"]) },
                intended: .example { $0.replication = .strict }
            ),
            .init(
                .holds,
                "openGauss's own",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.sends(["sync", "potential"])
                },
                intended: .example { ($0.isOpenGauss, $0.replication) = (true, .synchronous) }
            ),
            .init(
                .fails,
                "openGauss's own waits for nobody",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.sends(["async", "async"])
                },
                intended: .example { ($0.isOpenGauss, $0.replication) = (true, .synchronous) }
            ),
            .init(
                .unknown,
                "openGauss's leader does not tell",
                ExampleCluster.with { $0.isOpenGauss() },
                intended: .example { ($0.isOpenGauss, $0.replication) = (true, .synchronous) }
            ),
        ]
    ) { candidature in
        guard let intended = candidature.intended else { return nil }
        let meant = intended.replication
        if intended.isOpenGauss {
            guard let waits = candidature.confirmsCommits else {
                return .unknown("the leader names nobody that it sends to")
            }
            let words =
                "the leader \(waits ? "waits" : "does not wait") for a standby, the values say \(meant.rawValue)"
            return waits == (meant != .asynchronous) ? .holds(words) : .fails(words)
        }
        guard let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let isStrict = ["true", "on"].contains(configuration["synchronous_mode_strict"]?.lowercased())
        let real: IntendedDeployment.Replication =
            configuration.isSynchronousMode ? (isStrict ? .strict : .synchronous) : .asynchronous
        return real == meant
            ? .holds(real.rawValue) : .fails("it is \(real.rawValue), the values say \(meant.rawValue)")
    }

    static let parametersAsRendered = Criterion(
        id: "parameters-as-rendered",
        severity: .warning,
        title: "the database's parameters are those of the values",
        why: "Patroni reads them from its bootstrap only once: later changes of the manifests have no effect.",
        remedy: "nines config set postgresql.parameters.NAME=…, or correct the values' parameters.",
        inquiry: "patronictl show-config; openGauss: gs_guc check on every member.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(nil, "no parameters in them", ExampleCluster().snapshot, intended: .example()),
            .init(
                .holds,
                "the same",
                ExampleCluster.with { $0.configure(["postgresql.parameters.work_mem": "8MB"]) },
                intended: .example { $0.parameters = ["work_mem": "8MB"] }
            ),
            .init(
                .fails,
                "another",
                ExampleCluster.with { $0.configure(["postgresql.parameters.work_mem": "4MB"]) },
                intended: .example { $0.parameters = ["work_mem": "8MB"] }
            ),
            .init(
                .unknown,
                "openGauss's are set by its entrypoint",
                ExampleCluster.with { $0.configure(["ttl": "30"]) },
                intended: .example { ($0.isOpenGauss, $0.parameters) = (true, ["work_mem": "8MB"]) }
            ),
        ]
    ) { candidature in
        guard let intended = candidature.intended, !intended.parameters.isEmpty else { return nil }
        guard !intended.isOpenGauss else { return .unknown("they are set on each member by its entrypoint") }
        guard let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let odd = intended.parameters.sorted { $0.key < $1.key }.compactMap { name, value -> String? in
            let real = configuration["postgresql.parameters.\(name)"]
            return real == value ? nil : "\(name) is \(real ?? "not set"), the values say \(value)"
        }
        return odd.isEmpty ? .holds("\(intended.parameters.count) compared") : .fails(odd.joined(separator: "; "))
    }
}
