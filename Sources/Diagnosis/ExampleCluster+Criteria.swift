import ClusterModel

/// Details that only examples of criteria need.
extension ExampleCluster {
    /// Lets a member's row vanish from the listing.
    mutating func isGone(_ name: MemberName) {
        member(name) { $0.presence = .gone(since: Self.now - .seconds(60)) }
    }

    /// Makes it openGauss under Patroni 2.0, as agents tell it.
    mutating func isOpenGauss() {
        for name: MemberName in ["db1", "db2", "db3"] { report(name) { $0.serverVersion = 90_204 } }
    }

    /// Lets the leader send to both replicas, as `states` say.
    mutating func sends(_ states: [String]) {
        sends("db1", to: ["db2", "db3"])
        report("db1") { report in
            for (index, state) in states.enumerated() where report.senders.indices.contains(index) {
                report.senders[index].syncState = state
            }
        }
    }

    /// Lets the proxies at `ports` fail.
    mutating func proxiesFail(_ ports: Set<Int>) {
        for index in snapshot.proxies.indices where ports.contains(snapshot.proxies[index].address.port) {
            snapshot.proxies[index].statistics = .failed(.connectionRefused, since: Self.now - .seconds(60))
        }
    }

    /// Probes where clients connect.
    mutating func probes(_ answer: Observation<ProbeAnswer>) {
        snapshot.probes = [Probe(address: ClientAddress(host: "127.0.0.1", port: 6000), answer: answer)]
    }
}
