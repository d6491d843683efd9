import ClusterModel

/// How the proxies ought to be wired, as far as their statistics give it away.
extension Criterion {
    static let proxiesAgree = Criterion(
        id: "proxies-agree",
        severity: .critical,
        title: "all proxies have the same servers and send writes to the same member",
        why: "Clients get another answer with every connection when their proxies disagree.",
        remedy: "Give all proxies the same configuration, and reload the one that is behind.",
        inquiry: "Compare haproxy.cfg of every proxy.",
        examples: [
            .init(.holds, "they agree", ExampleCluster().snapshot),
            .init(nil, "one alone", ExampleCluster.with { $0.snapshot.proxies.removeLast() }),
            .init(
                .fails,
                "they send elsewhere",
                ExampleCluster.with {
                    $0.snapshot.proxies[1] = ExampleCluster.proxy(port: 7001, upMembers: ["db2"])
                }
            ),
            .init(.fails, "one has a server less", ExampleCluster.with { $0.snapshot.proxies[1].routes.removeLast() }),
        ]
    ) { candidature in
        let proxies = candidature.snapshot.writeProxies
        guard proxies.count > 1, let first = proxies.first else { return nil }
        let servers = Self.servers(first)
        for proxy in proxies.dropFirst() {
            if proxy.writeTargets != first.writeTargets {
                return .fails("\(first.name) and \(proxy.name) send writes to different members")
            }
            let odd = servers.symmetricDifference(Self.servers(proxy)).sorted()
            if !odd.isEmpty { return .fails("\(first.name) and \(proxy.name) differ in \(odd.listed)") }
        }
        return .holds("\(proxies.count) proxies agree")
    }

    private static func servers(_ proxy: Proxy) -> Set<String> {
        Set(proxy.writeRoutes.map { "\($0.backend)/\($0.server.name)" })
    }

    static let sessionsEndWithServer = Criterion(
        id: "sessions-end-with-server",
        severity: .warning,
        title: "sessions of a server that is marked down are ended",
        why: "Otherwise clients stay connected to the former leader, wait for its death, or read what is old.",
        remedy: "on-marked-down shutdown-sessions in the default-server line of the backend for writes.",
        inquiry: "Look for on-marked-down shutdown-sessions in haproxy.cfg.",
        examples: [
            .init(.unknown, "nobody is connected to a server that is down", ExampleCluster().snapshot),
            .init(.fails, "3 sessions stay", ExampleCluster.with { $0.sessions(3, limit: 100, of: "db2") }),
            .init(
                .unknown,
                "it is down for a moment only",
                ExampleCluster.with {
                    $0.server("db2") { server in
                        server.sessions = SessionCounts(current: 3)
                        server.lastChangeSeconds = 2
                    }
                }
            ),
        ]
    ) { candidature in
        guard !candidature.snapshot.writeProxies.isEmpty else { return .unknown("no proxy's statistics could be read") }
        let left = candidature.snapshot.writeProxies.flatMap { proxy in
            proxy.writeRoutes.compactMap { route -> String? in
                let server = route.server
                guard server.status.kind == .down, let current = server.sessions.current, current > 0,
                    server.lastChangeSeconds ?? 0 > 10
                else { return nil }
                return
                    "\(proxy.name) \(route.backend)/\(server.name) is down and has \(current) session\(current == 1 ? "" : "s")"
            }
        }
        guard left.isEmpty else { return .fails(left.joined(separator: "; ")) }
        return .unknown("no server that is down has sessions left, which is as it should be but no proof")
    }

    static let resolversInEffect = Criterion(
        id: "resolvers-in-effect",
        severity: .critical,
        title: "proxies resolve the servers' names anew when a pod comes back with another address",
        why:
            "A resolvers section that no server line uses leaves the addresses of the start: traffic goes to an address that nobody has.",
        remedy: "resolvers NAME init-addr none on every server line, as “nines manifests” renders it.",
        inquiry:
            "Look for “resolvers” on every server line; “show resolvers” on the runtime socket. With stats show-legends addresses can be compared.",
        examples: [
            .init(.unknown, "statistics do not tell", ExampleCluster().snapshot),
            .init(
                .holds,
                "a name that is gone has been noticed",
                ExampleCluster.with {
                    $0.check("", of: "db3", status: "MAINT (resolution)")
                }
            ),
            .init(
                .fails,
                "an address that its member does not have",
                ExampleCluster.with {
                    $0.addresses(["db1": "127.0.0.11:5432", "db2": "10.0.0.9:5432"])
                }
            ),
            .init(
                .unknown,
                "addresses are right, as yet",
                ExampleCluster.with {
                    $0.addresses(["db1": "127.0.0.11:5432", "db2": "127.0.0.12:5432", "db3": "127.0.0.13:5432"])
                }
            ),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        let routes = snapshot.proxies.filter { $0.statistics.currentValue != nil }
            .flatMap { proxy in proxy.routes.map { (proxy: proxy, route: $0) } }
        guard !routes.isEmpty else { return .unknown("no proxy is read") }
        var compared = 0
        for (proxy, route) in routes {
            guard let address = route.server.address.flatMap(Self.host), let member = route.member else { continue }
            let own = Self.addresses(of: member, in: snapshot)
            guard !own.isEmpty else { continue }
            compared += 1
            guard !own.contains(address) else { continue }
            let server = "\(proxy.name) \(route.backend)/\(route.server.name)"
            return .fails("\(server) goes to \(address), but \(member) is at \(own.listed)")
        }
        if routes.contains(where: { $0.route.server.status.kind == .unresolved }) {
            return .holds("a name that does not resolve is noticed")
        }
        return .unknown(
            compared > 0
                ? "all addresses are right; whether they would be renewed shows only when one changes"
                : "statistics show neither names nor addresses"
        )
    }

    /// Where a member is: its pod's addresses, or what it is listed with where that is no name.
    private static func addresses(of member: MemberName, in snapshot: ClusterSnapshot) -> [String] {
        if let pod = snapshot.pod(of: member), !pod.podIPs.isEmpty { return pod.podIPs }
        guard let host = snapshot.member(member)?.listed.currentValue?.host, isAddress(host) else { return [] }
        return [host]
    }

    private static func host(_ address: String) -> String? {
        guard let colon = address.lastIndex(of: ":") else { return nil }
        return String(address[..<colon].filter { $0 != "[" && $0 != "]" })
    }

    /// Digits and dots, or colons: not a name.
    private static func isAddress(_ host: String) -> Bool {
        host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
    }
}
