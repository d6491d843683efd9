import ClusterModel

/// Whether the cluster is what it was rendered as; only where values were named.
extension Criterion {
    static let membersAsRendered = Criterion(
        id: "members-as-rendered",
        severity: .critical,
        title: "the cluster and its members are those of the values",
        why: "What runs beside its manifests is changed by the next who applies them.",
        remedy: "Apply what “nines manifests” renders, or correct the values.",
        inquiry: "Ask again when an agent can list the cluster.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(.holds, "the same", ExampleCluster().snapshot, intended: .example()),
            .init(.fails, "one more", ExampleCluster().snapshot, intended: .example { $0.members.append("db4") }),
            .init(.fails, "one less", ExampleCluster().snapshot, intended: .example { $0.members.removeLast() }),
            .init(.fails, "another cluster", ExampleCluster().snapshot, intended: .example { $0.cluster = "orders" }),
            .init(.unknown, "nothing is known", ClusterSnapshot(takenAt: ExampleCluster.now), intended: .example()),
        ]
    ) { candidature in
        guard let intended = candidature.intended else { return nil }
        guard !candidature.members.isEmpty else { return .unknown("no member is known") }
        var differences: [String] = []
        if let name = candidature.snapshot.name, name != intended.cluster {
            differences.append("the cluster is \(name), not \(intended.cluster)")
        }
        let (real, meant) = (Set(candidature.members.map(\.name)), Set(intended.members))
        let (missing, strange) = (meant.subtracting(real).sorted(), real.subtracting(meant).sorted())
        if !missing.isEmpty { differences.append("\(missing.map(\.text).listed) missing") }
        if !strange.isEmpty { differences.append("\(strange.map(\.text).listed) not in the values") }
        guard differences.isEmpty else { return .fails(differences.joined(separator: "; ")) }
        return .holds("\(intended.cluster): \(real.sorted().map(\.text).listed)")
    }

    static let databaseAsRendered = Criterion(
        id: "database-as-rendered",
        severity: .critical,
        title: "the database is that of the values",
        why: "The entrypoint and the parameters of one do not fit the other.",
        remedy: "Correct the values' database, or the image.",
        inquiry: "select version() on any member.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(.holds, "PostgreSQL", ExampleCluster().snapshot, intended: .example()),
            .init(
                .fails,
                "openGauss was meant",
                ExampleCluster().snapshot,
                intended: .example { $0.isOpenGauss = true }
            ),
            .init(.unknown, "nobody tells", ClusterSnapshot(takenAt: ExampleCluster.now), intended: .example()),
        ]
    ) { candidature in
        guard let intended = candidature.intended else { return nil }
        guard !candidature.reports(\.serverVersion).isEmpty else {
            return .unknown("no agent tells its database's version")
        }
        let names = (real: Self.name(candidature.snapshot.isOpenGauss), meant: Self.name(intended.isOpenGauss))
        return names.real == names.meant
            ? .holds(names.real) : .fails("it is \(names.real), the values say \(names.meant)")
    }

    private static func name(_ isOpenGauss: Bool) -> String { isOpenGauss ? "openGauss" : "PostgreSQL" }

    static let timingAsRendered = Criterion(
        id: "timing-as-rendered",
        severity: .warning,
        title: "Patroni's intervals are those of the values",
        why: "Patroni reads them from its bootstrap only once: later changes of the manifests have no effect.",
        remedy: "nines config set ttl=…, or correct the values' timing.",
        inquiry: "patronictl show-config.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(.holds, "Patroni's own", ExampleCluster.with { $0.configure(["ttl": "30"]) }, intended: .example()),
            .init(.fails, "another ttl", ExampleCluster.with { $0.configure(["ttl": "20"]) }, intended: .example()),
            .init(.unknown, "/config was not read", ExampleCluster().snapshot, intended: .example()),
        ]
    ) { candidature in
        guard let intended = candidature.intended else { return nil }
        guard let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let pairs = [
            ("ttl", configuration.ttlSeconds, intended.ttlSeconds),
            ("loop_wait", configuration.loopWaitSeconds, intended.loopWaitSeconds),
            ("retry_timeout", configuration.retryTimeoutSeconds, intended.retryTimeoutSeconds),
        ]
        let odd = pairs.filter { $0.1 != Double($0.2) }
            .map { "\($0.0) is \(configuration[$0.0] ?? "Patroni's own"), the values say \($0.2)" }
        return odd.isEmpty ? .holds(pairs.map { "\($0.0) \($0.2)" }.listed) : .fails(odd.joined(separator: "; "))
    }

    static let proxiesAsRendered = Criterion(
        id: "proxies-as-rendered",
        severity: .warning,
        title: "the proxies are those of the values",
        why: "A proxy beside its manifests keeps its old wiring until somebody restarts it.",
        remedy: "Apply what “nines manifests” renders, and restart the proxies.",
        inquiry: "Name every proxy's statistics page with --haproxy.",
        examples: [
            .init(nil, "no values", ExampleCluster().snapshot),
            .init(.holds, "two, with their servers", ExampleCluster().snapshot, intended: .example()),
            .init(
                .unknown,
                "only two of three are named",
                ExampleCluster().snapshot,
                intended: .example { $0.proxies = 3 }
            ),
            .init(
                .fails,
                "a server has another name",
                ExampleCluster().snapshot,
                intended: .example { $0.servers["db2"] = "db2" }
            ),
            .init(
                .fails,
                "another limit",
                ExampleCluster.with { $0.sessions(1, limit: 50, of: "db1") },
                intended: .example()
            ),
            .init(.unknown, "none is read", ExampleCluster.with { $0.snapshot.proxies = [] }, intended: .example()),
        ]
    ) { candidature in
        guard let intended = candidature.intended else { return nil }
        let proxies = candidature.snapshot.writeProxies
        guard !proxies.isEmpty else { return .unknown("no proxy with a backend for writes is read") }
        let odd = proxies.flatMap { proxy in
            proxy.writeRoutes.compactMap { route -> String? in
                let server = route.server
                if let member = route.member, let meant = intended.servers[member], meant != server.name {
                    return "\(proxy.name): \(member)'s server is \(server.name), the values say \(meant)"
                }
                guard let limit = server.sessions.limit, limit > 0, limit != intended.sessionsPerServer else {
                    return nil
                }
                return
                    "\(proxy.name): \(server.name) takes \(limit) sessions, the values say \(intended.sessionsPerServer)"
            }
        }
        guard odd.isEmpty else { return .fails(odd.joined(separator: "; ")) }
        let count = candidature.snapshot.proxies.count
        return count >= intended.proxies
            ? .holds("\(count)") : .unknown("\(count) of \(intended.proxies) are named")
    }
}
