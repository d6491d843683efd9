import ClusterModel

/// How replication ought to be set up.
extension Criterion {
    static let replicasFollow = Criterion(
        id: "replicas-follow",
        severity: .critical,
        title: "every other member streams from the leader",
        why: "A replica that does not follow loses what was written meanwhile when it takes over, or cannot take over.",
        remedy:
            "Look again in a minute: one that has just started soon streams. If not, its log says why. “nines reinitialize --member NAME” deletes its data and copies it anew: the last resort.",
        inquiry: "Ask again when the cluster has a leader.",
        examples: [
            .init(.holds, "both stream", ExampleCluster().snapshot),
            .init(.holds, "an old Patroni calls it running", ExampleCluster.with { $0.makeOld() }),
            .init(.fails, "db2 is starting", ExampleCluster.with { $0.row("db2") { $0.state = "starting" } }),
            .init(.fails, "db2 runs without streaming", ExampleCluster.with { $0.row("db2") { $0.state = "running" } }),
            .init(.unknown, "nobody leads", ExampleCluster(leader: nil).snapshot),
        ]
    ) { candidature in
        guard let leader = candidature.snapshot.listedLeader else { return .unknown("nobody leads") }
        let replicas = candidature.members.filter { $0.name != leader.name }
        guard !replicas.isEmpty else { return .unknown("there is no other member") }
        let behind = replicas.filter { !$0.isStreaming }.map { "\($0.name) is \($0.state?.spelling ?? "unknown")" }
        guard behind.isEmpty else { return .fails(behind.joined(separator: "; ")) }
        return .holds("\(replicas.map(\.name.text).listed) follow\(replicas.count == 1 ? "s" : "") \(leader.name)")
    }

    static let maximumLag = Criterion(
        id: "maximum-lag",
        severity: .warning,
        title: "maximum_lag_on_failover lets replicas lead that lost little",
        why: "It bounds what an asynchronous failover may lose; at zero hardly anybody may take over.",
        remedy: "nines config set maximum_lag_on_failover=1048576 (a mebibyte is Patroni's own).",
        inquiry: "patronictl show-config.",
        examples: [
            .init(.holds, "Patroni's own", ExampleCluster.with { $0.configure(["ttl": "30"]) }),
            .init(.fails, "zero", ExampleCluster.with { $0.configure(["maximum_lag_on_failover": "0"]) }),
            .init(
                .fails,
                "a gigabyte",
                ExampleCluster.with {
                    $0.configure(["maximum_lag_on_failover": "1073741824"])
                }
            ),
            .init(.unknown, "/config was not read", ExampleCluster().snapshot),
        ]
    ) { candidature in
        guard let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let bytes = configuration.maximumLagOnFailoverBytes
        if bytes <= 0 { return .fails("it is \(bytes): a replica that lags a byte may not lead") }
        return bytes <= 100 << 20
            ? .holds(bytes.briefBytes) : .fails("a failover may lose up to \(bytes.briefBytes) of confirmed commits")
    }

    static let synchronousReplication = Criterion(
        id: "synchronous-replication",
        severity: .critical,
        title: "where commits are to wait for a standby, one confirms them",
        why:
            "Without a synchronous standby a failover loses commits that were confirmed, or, in strict mode, nobody can write.",
        remedy: "Bring a standby back into step; see that none is tagged nosync.",
        inquiry: "On the leader: select application_name, sync_state from pg_stat_replication.",
        examples: [
            .init(.holds, "asynchronous by choice", ExampleCluster.with { $0.configure(["ttl": "30"]) }),
            .init(
                .holds,
                "db2 is synchronous",
                ExampleCluster.with {
                    $0.configure(["synchronous_mode": "true"])
                    $0.row("db2") { $0.role = "sync_standby" }
                }
            ),
            .init(.fails, "nobody is synchronous", ExampleCluster.with { $0.configure(["synchronous_mode": "on"]) }),
            .init(
                .holds,
                "openGauss's own, without Patroni's",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure(["ttl": "30"])
                    $0.sends(["sync", "potential"])
                }
            ),
            .init(
                .unknown,
                "openGauss's own, and the leader does not tell",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure(["ttl": "30"])
                }
            ),
            .init(.unknown, "/config was not read", ExampleCluster().snapshot),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        guard let configuration = snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let confirming = candidature.synchronousStandbys.map(\.text)
        if configuration.isSynchronousMode {
            return confirming.isEmpty
                ? .fails("synchronous_mode is on, but no standby is synchronous")
                : .holds("\(confirming.listed) confirm commits")
        }
        switch candidature.confirmsCommits {
        case true?: return .holds("the database itself waits for a standby")
        case nil where snapshot.isOpenGauss:
            return .unknown(
                "Patroni's synchronous_mode is off, and no agent tells what the database's own settings are"
            )
        case false?, nil: return .holds("asynchronous: commits do not wait")
        }
    }

    static let replicationLinks = Criterion(
        id: "replication-links",
        severity: .critical,
        title: "openGauss has a replconninfo for every peer",
        why: "A peer without one gets no log from this member when it leads.",
        remedy:
            "gs_guc set -c \"replconninfoN = …\" for every peer on every member, with host names; “nines manifests” renders it.",
        inquiry: "On every member: gs_guc check -D $PGDATA -c replconninfo1, and so on.",
        examples: [
            .init(nil, "PostgreSQL has none", ExampleCluster().snapshot),
            .init(
                .unknown,
                "Patroni does not distribute them",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure(["ttl": "30"])
                }
            ),
            .init(
                .holds,
                "two for two peers",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure([
                        "postgresql.parameters.replconninfo1": "localhost=db1 remotehost=db2",
                        "postgresql.parameters.replconninfo2": "localhost=db1 remotehost=db3",
                    ])
                }
            ),
            .init(
                .fails,
                "one for two peers",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure(["postgresql.parameters.replconninfo1": "localhost=db1 remotehost=db2"])
                }
            ),
            .init(
                .fails,
                "the leader sends to one of two",
                ExampleCluster.with {
                    $0.isOpenGauss()
                    $0.configure(["ttl": "30"])
                    $0.sends("db1", to: ["db2"])
                }
            ),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        guard snapshot.isOpenGauss else { return nil }
        let peers = candidature.members.count - 1
        let prefix = "postgresql.parameters.replconninfo"
        let links = (snapshot.configuration.value?.settings ?? [])
            .filter { $0.path.hasPrefix(prefix) && !$0.value.isEmpty && $0.value != "null" }.count
        if links > 0 {
            return links >= peers
                ? .holds("\(links) for \(peers) peers") : .fails("only \(links) for \(peers) peers")
        }
        let senders = snapshot.listedLeader?.agent?.report.currentValue?.senders ?? []
        if !senders.isEmpty, senders.count < peers {
            return .fails("the leader sends to \(senders.count) of \(peers) peers")
        }
        let words =
            senders.isEmpty ? "" : "; the leader sends to all \(peers) peers, what the others would do is not told"
        return .unknown("they are set on each member, not in Patroni's configuration\(words)")
    }

    static let connectionLimits = Criterion(
        id: "connection-limits",
        severity: .notice,
        title: "proxies let no more sessions through than the database takes",
        why: "What the proxy lets through and the database refuses reaches clients as an error instead of a queue.",
        remedy:
            "Set each server's maxconn below max_connections less superuser_reserved_connections, shared among all proxies.",
        inquiry: "Compare maxconn of haproxy.cfg with max_connections of the database.",
        examples: [
            .init(
                .holds,
                "12 of 100",
                ExampleCluster.with {
                    $0.configure(["postgresql.parameters.max_connections": "300"])
                    $0.sessions(12, limit: 100, of: "db1")
                }
            ),
            .init(
                .fails,
                "100 of 50",
                ExampleCluster.with {
                    $0.configure(["postgresql.parameters.max_connections": "50"])
                    $0.sessions(12, limit: 100, of: "db1")
                }
            ),
            .init(
                .unknown,
                "max_connections is not told",
                ExampleCluster.with {
                    $0.configure(["ttl": "30"])
                    $0.sessions(12, limit: 100, of: "db1")
                }
            ),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        guard
            let allowed = snapshot.configuration.value?["postgresql.parameters.max_connections"].flatMap({ Int64($0) })
        else { return .unknown("max_connections is not in Patroni's configuration") }
        let limits = snapshot.writeProxies.compactMap { proxy in
            proxy.writeRoutes.compactMap(\.server.sessions.limit).filter { $0 > 0 }.max()
        }
        guard !limits.isEmpty, limits.count == snapshot.writeProxies.count else {
            return .unknown("no proxy tells a limit for its servers")
        }
        let total = limits.reduce(Int64(0)) { min($0, 1 << 40) + min($1, 1 << 40) }
        let words =
            "\(limits.count == 1 ? "the proxy lets" : "\(limits.count) proxies together let") \(total) sessions through, the database takes \(allowed)"
        return total < allowed ? .holds(words) : .fails(words)
    }
}

extension Candidature {
    /// Standbys that commits wait for, by the listing, or by their own agents.
    var synchronousStandbys: [MemberName] {
        members.filter { member in
            let kind = member.listed.value?.role.kind
            let report = member.agent?.report.currentValue
            return kind == .synchronousStandby || kind == .quorumStandby || report?.isSynchronousStandby == true
                || report?.isQuorumStandby == true
        }.map(\.name)
    }

    /// Whether commits wait for a standby, as the leader's senders tell; nil when it names none.
    var confirmsCommits: Bool? {
        let senders = snapshot.listedLeader?.agent?.report.currentValue?.senders ?? []
        guard !senders.isEmpty else { return nil }
        return senders.contains { ["sync", "quorum"].contains($0.syncState.lowercased()) }
    }
}
