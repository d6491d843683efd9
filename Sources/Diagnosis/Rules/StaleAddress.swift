import ClusterModel
import Wording

extension Rule {
    static let staleAddress = Rule(
        id: "stale-address",
        severity: .warning,
        title: "a proxy uses an address that the member does not have",
        why: "Checks and sessions go to whoever has that address now: to nobody, or to another member.",
        remedy:
            "Reload the proxy; then give its server lines `resolvers` and `init-addr`, or it will happen at the next restart of a pod again.",
        examples: [
            .fires(
                "db2 moved",
                ExampleCluster.with { $0.addresses(["db1": "127.0.0.11:5432", "db2": "127.0.0.99:5432"]) },
                lasting: .seconds(10),
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .silent(
                "the addresses agree",
                ExampleCluster.with { $0.addresses(["db1": "127.0.0.11:5432", "db2": "127.0.0.12:5432"]) },
                lasting: .seconds(10)
            ),
            .silent(
                "a name proves nothing",
                ExampleCluster.with {
                    $0.addresses(["db2": "127.0.0.99:5432"])
                    $0.row("db2") { $0.host = "db2.platform.svc" }
                },
                lasting: .seconds(10)
            ),
            .silent("the proxy does not tell", ExampleCluster().snapshot, lasting: .seconds(10)),
        ]
    ) { snapshot, _ in
        snapshot.servers { $0.address != nil }.compactMap { proxy, route in
            guard let name = route.member, let member = snapshot.member(name), !member.isGone,
                let host = member.listed.currentValue?.host, host.isAddress,
                let used = route.server.address?.withoutPort, used.isAddress, used != host
            else { return nil }
            return Found(
                "\(proxy.name) \(route.server.name)",
                "proxy \(proxy.name) uses \(used) for \(name), which is at \(host)",
                patience: .seconds(5),
                isSaidAtFirstLook: true
            )
        }
    }
}

extension String {
    /// Four decimal numbers with dots, as Patroni and HAProxy both spell an address; IPv6 has too many spellings to compare.
    fileprivate var isAddress: Bool {
        let parts = split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { $0.count <= 3 && (UInt8($0) != nil) }
    }

    fileprivate var withoutPort: String { String(prefix { $0 != ":" }) }
}
