import ClusterModel
import Wording

extension Rule {
    static let podAddressUnused = Rule(
        id: "pod-address-unused",
        severity: .warning,
        title: "a proxy does not use the address that a member's pod has now",
        why:
            "A pod that comes back has another address. A proxy that keeps the old one will not route to this member when it leads, and may route to a stranger.",
        remedy: "Reload the proxy; then give its server lines `resolvers` and `init-addr` with the Service's name.",
        examples: [
            .fires(
                "the proxy tells an address that db2's pod does not have, and the listing tells none",
                ExampleCluster.withPods {
                    $0.addresses(["db2": "127.0.0.99:5432"])
                    $0.row("db2") { $0.host = "dbsrv2" }
                },
                lasting: .seconds(10),
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .fires(
                "its check finds nobody since db2's pod was replaced",
                ExampleCluster.withPods {
                    $0.check("L4TOUT", of: "db2", status: "DOWN")
                    $0.pod(of: "db2") { $0.becameReady(secondsAgo: 550) }
                },
                lasting: .seconds(20),
                subjects: ["127.0.0.1:7000 dbsrv2", "127.0.0.1:7001 dbsrv2"]
            ),
            .silent(
                "it went down long after the pod had come",
                ExampleCluster.withPods { $0.check("L4TOUT", of: "db2", status: "DOWN") },
                lasting: .seconds(20)
            ),
            .silent(
                "stale-address says so already",
                ExampleCluster.withPods { $0.addresses(["db2": "127.0.0.99:5432"]) },
                lasting: .seconds(10)
            ),
            .silent(
                "the address is the pod's",
                ExampleCluster.withPods {
                    $0.addresses(["db2": "127.0.0.12:5432"])
                    $0.row("db2") { $0.host = "dbsrv2" }
                },
                lasting: .seconds(10)
            ),
        ]
    ) { snapshot, circumstances in
        let pods = Dictionary(snapshot.ownPods.compactMap { own in own.member.map { ($0, own.pod) } }) { first, _ in
            first
        }
        return snapshot.servers { _ in true }.compactMap { proxy, route in
            guard let name = route.member, let pod = pods[name], pod.isReady, let address = pod.podIPs.first else {
                return nil
            }
            let subject = "\(proxy.name) \(route.server.name)"
            if let used = route.server.address?.hostPart {
                let isSaidAlready = snapshot.member(name)?.listed.currentValue?.host == address
                guard !pod.podIPs.contains(used), used.isNumeric, !isSaidAlready else { return nil }
                return Found(
                    subject,
                    "proxy \(proxy.name) uses \(used) for \(name), whose pod \(pod.name) has \(address)",
                    patience: .seconds(5),
                    isSaidAtFirstLook: true
                )
            }
            guard snapshot.member(name)?.agent?.report.currentValue != nil, route.server.findsNobodySince(pod, snapshot)
            else { return nil }
            return Found(
                subject,
                "proxy \(proxy.name) has not found \(name) since its pod was replaced (\(route.server.plight)): it keeps an address "
                    + "that pod \(pod.name) does not have",
                patience: route.server.timeToRise(circumstances.thresholds),
                isSaidAtFirstLook: true
            )
        }
    }
}

extension ProxyServer {
    /// DOWN without an answer, from about when the pod came to this day, though the pod has been ready for long.
    fileprivate func findsNobodySince(_ pod: Pod, _ snapshot: ClusterSnapshot) -> Bool {
        guard status.kind == .down || status.kind == .maintenance, let created = pod.createdAt,
            let changed = changed(before: snapshot.takenAt), let ready = pod.condition("Ready")?.changedAt,
            snapshot.takenAt - ready > .seconds(30)
        else { return false }
        let word = check?.status ?? ""
        let findsNobody = ["L4CON", "L4TOUT", "L7TOUT"].contains(word) || status.kind == .maintenance
        return findsNobody && changed <= ready + .seconds(30) && changed >= created - .seconds(3600)
    }
}

extension String {
    /// The host of `10.0.0.1:5432` and `[fd00::1]:5432`.
    fileprivate var hostPart: String {
        if hasPrefix("[") { return String(dropFirst().prefix { $0 != "]" }) }
        return count { $0 == ":" } > 1 ? self : String(prefix { $0 != ":" })
    }

    /// An address rather than a name.
    fileprivate var isNumeric: Bool { contains(":") || allSatisfy { "0123456789.".contains($0) } }
}

extension Pod {
    /// Lets it have been made anew and be ready since.
    fileprivate mutating func becameReady(secondsAgo seconds: Int64) {
        createdAt = ExampleCluster.now - .seconds(seconds + 20)
        conditions = [PodCondition(kind: "Ready", status: .yes, changedAt: ExampleCluster.now - .seconds(seconds))]
    }
}
