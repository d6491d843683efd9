import ClusterModel

/// What the proxies ought to be.
extension Criterion {
    static let statisticsReadable = Criterion(
        id: "statistics-readable",
        severity: .warning,
        title: "every proxy's statistics can be read",
        why: "Without them nobody knows where a proxy routes.",
        remedy: "Open the statistics page to who watches, and read it of every process, not through a Service.",
        inquiry: "Name every proxy's statistics page with --haproxy.",
        examples: [
            .init(.holds, "both", ExampleCluster().snapshot),
            .init(.fails, "one refuses", ExampleCluster.with { $0.proxiesFail([7001]) }),
            .init(.unknown, "none is named", ExampleCluster.with { $0.snapshot.proxies = [] }),
        ]
    ) { candidature in
        let proxies = candidature.snapshot.proxies
        guard !proxies.isEmpty else { return .unknown("no proxy is named") }
        let silent = proxies.filter { $0.statistics.currentValue == nil }
            .map { "\($0.name): \($0.statistics.failure.map { "\($0.reason)" } ?? "not read")" }
        guard silent.isEmpty else { return .fails(silent.joined(separator: "; ")) }
        return .holds("\(proxies.map(\.name).listed)")
    }

    static let severalProxies = Criterion(
        id: "several-proxies",
        severity: .warning,
        title: "more than one proxy runs",
        why: "A single proxy is a single point of failure in front of three databases.",
        remedy: "Raise the proxies' replicas.",
        inquiry: "Name every proxy process with --haproxy, not a Service in front of them.",
        examples: [
            .init(.holds, "two", ExampleCluster().snapshot),
            .init(.unknown, "one is named", ExampleCluster.with { $0.snapshot.proxies.removeLast() }),
            .init(.fails, "one of two is left", ExampleCluster.with { $0.proxiesFail([7001]) }),
        ]
    ) { candidature in
        let proxies = candidature.snapshot.proxies
        let alive = proxies.filter { $0.statistics.currentValue != nil }.count
        guard proxies.count > 1 else { return .unknown("\(proxies.isEmpty ? "no" : "only one") proxy is named") }
        return alive > 1 ? .holds("\(alive) answer") : .fails("\(alive) of \(proxies.count) answer")
    }

    static let routeForEveryMember = Criterion(
        id: "route-for-every-member",
        severity: .critical,
        title: "every proxy has a server for every member",
        why: "When a member without a server leads, nobody can write through that proxy.",
        remedy: "Add the server to the backend for writes of that proxy.",
        inquiry: "Look for a server line of every member in haproxy.cfg.",
        examples: [
            .init(.holds, "all three", ExampleCluster().snapshot),
            .init(
                .fails,
                "none for db3",
                ExampleCluster.with {
                    $0.proxies { $0.routes.removeAll { $0.member == "db3" } }
                }
            ),
            .init(.unknown, "no proxy is read", ExampleCluster.with { $0.snapshot.proxies = [] }),
        ]
    ) { candidature in
        let proxies = candidature.snapshot.writeProxies
        guard let first = proxies.first else { return .unknown("no proxy with a backend for writes is read") }
        let missing = proxies.flatMap { proxy in
            candidature.members.filter { member in !proxy.writeRoutes.contains { $0.member == member.name } }
                .map { "\(proxy.name) has none for \($0.name)" }
        }
        guard missing.isEmpty else { return .fails(missing.joined(separator: "; ")) }
        return .holds(
            first.writeRoutes.compactMap { route in route.member.map { "\(route.server.name) is \($0)" } }.listed
        )
    }

    static let everyRouteChecked = Criterion(
        id: "every-route-checked",
        severity: .critical,
        title: "every server is checked by asking its agent",
        why: "A check that only connects, or none, cannot tell the leader from a replica: writes go anywhere.",
        remedy: "option httpchk OPTIONS /primary, http-check expect status 200, and “check port 8008” on every server.",
        inquiry: "Look for check on every server line of haproxy.cfg.",
        examples: [
            .init(.holds, "all by their answer", ExampleCluster().snapshot),
            .init(.fails, "db2 is not checked", ExampleCluster.with { $0.check("", of: "db2", status: "no check") }),
            .init(
                .fails,
                "db2 is only connected to",
                ExampleCluster.with { $0.check("L4OK", of: "db2", status: "UP") }
            ),
            .init(.unknown, "no proxy is read", ExampleCluster.with { $0.snapshot.proxies = [] }),
        ]
    ) { candidature in
        let proxies = candidature.snapshot.writeProxies
        guard !proxies.isEmpty else { return .unknown("no proxy with a backend for writes is read") }
        let blind = proxies.flatMap { proxy in
            proxy.writeRoutes.compactMap { route -> String? in
                let place = "\(proxy.name) \(route.backend)/\(route.server.name)"
                if route.server.status.kind == .unchecked { return "\(place) is not checked" }
                let connects = ["L4OK", "L6OK"].contains(route.server.check?.status)
                return connects ? "\(place) is only connected to" : nil
            }
        }
        guard blind.isEmpty else { return .fails(blind.joined(separator: "; ")) }
        return .holds("\(proxies.map(\.writeRoutes.count).reduce(0, +)) servers are checked")
    }

    static let writesToLeaderOnly = Criterion(
        id: "writes-to-leader-only",
        severity: .critical,
        title: "every proxy sends writes to the leader and to nobody else",
        why: "Anything else refuses writes, or takes them where they are lost.",
        remedy: "See what “nines status” finds; after a change of leader wait for the proxies' checks first.",
        inquiry: "Ask again when the cluster has a leader and the proxies are read.",
        examples: [
            .init(.holds, "both to db1", ExampleCluster().snapshot),
            .init(
                .fails,
                "to db2",
                ExampleCluster.with {
                    $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"])
                }
            ),
            .init(
                .fails,
                "to nobody",
                ExampleCluster.with {
                    $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: [])
                }
            ),
            .init(.unknown, "nobody leads", ExampleCluster(leader: nil).snapshot),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        guard let leader = snapshot.listedLeader?.name else { return .unknown("nobody leads") }
        guard !snapshot.writeProxies.isEmpty else { return .unknown("no proxy with a backend for writes is read") }
        let wrong = snapshot.writeProxies.filter { $0.writeTargets != [leader] }.map { proxy in
            let targets = proxy.writeTargets.sorted().map(\.text)
            return "\(proxy.name) sends them to \(targets.isEmpty ? "nobody" : targets.listed)"
        }
        guard wrong.isEmpty else { return .fails("\(leader) leads, but \(wrong.joined(separator: "; "))") }
        return .holds("\(snapshot.writeProxies.count) of \(snapshot.proxies.count) to \(leader)")
    }

    static let clientsServed = Criterion(
        id: "clients-served",
        severity: .critical,
        title: "a database answers where clients connect",
        why: "All may look well from inside while a Service, a port or a network policy is in the clients' way.",
        remedy: "Follow the way from the clients' side: Service, endpoints, port, network policy.",
        inquiry: "Name where clients connect with --probe HOST:PORT.",
        examples: [
            .init(
                .holds,
                "one answers",
                ExampleCluster.with { $0.probes(.current(.encryptionRefused, at: ExampleCluster.now)) }
            ),
            .init(
                .fails,
                "nobody answers",
                ExampleCluster.with {
                    $0.probes(.failed(.connectionRefused, since: ExampleCluster.now))
                }
            ),
            .init(.unknown, "nothing is probed", ExampleCluster().snapshot),
            .init(.unknown, "no answer yet", ExampleCluster.with { $0.probes(.pending) }),
        ]
    ) { candidature in
        let probes = candidature.snapshot.probes
        guard !probes.isEmpty else { return .unknown("no place is probed") }
        let failed = probes.compactMap { probe in probe.answer.failure.map { "\(probe.address): \($0.reason)" } }
        guard failed.isEmpty else { return .fails(failed.joined(separator: "; ")) }
        let silent = probes.filter(\.answer.isPending).map { "\($0.address)" }
        guard silent.isEmpty else { return .unknown("nothing was heard of \(silent.listed) yet") }
        return .holds(probes.map { "\($0.address)" }.listed)
    }
}
