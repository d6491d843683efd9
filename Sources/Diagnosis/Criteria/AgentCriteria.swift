import ClusterModel

/// How Patroni ought to be set up on each member.
extension Criterion {
    static let noPendingRestart = Criterion(
        id: "no-pending-restart",
        severity: .notice,
        title: "no database waits for a restart",
        why: "It runs with other parameters than it will have after the next failover.",
        remedy:
            "Restart it (“nines restart --all --pending”); openGauss under Patroni 2.0 says so of every member, always.",
        inquiry: "patronictl list: the column Pending restart.",
        examples: [
            .init(.holds, "none", ExampleCluster().snapshot),
            .init(.fails, "db2 does", ExampleCluster.with { $0.row("db2") { $0.pendingRestart = PendingRestart() } }),
            .init(.unknown, "nothing is known", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        guard candidature.snapshot.isListedOrReported else { return .unknown("no agent answers") }
        let waiting = candidature.members.filter(\.isPendingRestart).map(\.name.text)
        return waiting.isEmpty ? .holds("none waits") : .fails("\(waiting.listed) wait\(waiting.count == 1 ? "s" : "")")
    }

    static let noMaintenance = Criterion(
        id: "no-maintenance",
        severity: .warning,
        title: "maintenance mode is off",
        why: "While it is on, nobody takes over from a leader that fails.",
        remedy: "nines resume.",
        inquiry: "patronictl list: Maintenance mode.",
        examples: [
            .init(.holds, "off", ExampleCluster().snapshot),
            .init(.fails, "on", ExampleCluster.with { $0.pause() }),
            .init(.unknown, "nothing is known", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        guard candidature.snapshot.isListedOrReported else { return .unknown("no agent answers") }
        return candidature.snapshot.isPaused ? .fails("the cluster is in maintenance mode") : .holds("it is off")
    }

    static let watchdogArmed = Criterion(
        id: "watchdog",
        severity: .warning,
        title: "a watchdog ends a leader that hangs",
        why:
            "A leader whose Patroni is frozen cannot step down; only a watchdog keeps it from writing beside its successor.",
        remedy: "Let Patroni open the machine's watchdog device, or set watchdog.mode to off where there is none.",
        inquiry: "Agents tell only that a watchdog failed: look for watchdog.mode in each member's configuration.",
        examples: [
            .init(.unknown, "nobody complains", ExampleCluster().snapshot),
            .init(.fails, "db1's failed", ExampleCluster.with { $0.report("db1") { $0.watchdogFailed = true } }),
        ]
    ) { candidature in
        let failed = candidature.reports { $0.watchdogFailed ? true : nil }.map(\.member.text)
        guard failed.isEmpty else { return .fails("the watchdog of \(failed.listed) failed") }
        return .unknown("no agent says that its watchdog failed, and none says whether it has one")
    }

    static let restProtected = Criterion(
        id: "rest-protected",
        severity: .critical,
        title: "changes through the REST API need credentials",
        why: "Without, whoever reaches port 8008 can restart, switch over or reconfigure the database.",
        remedy:
            "Set restapi.authentication, better restapi.certfile and verify_client too, and keep the port to those who need it.",
        inquiry:
            "curl --include --request POST --data '' AGENT/switchover: 401 or 403 is protected, 400 is open; it changes nothing.",
        examples: [
            .init(.unknown, "by reading alone it cannot be told", ExampleCluster().snapshot),
            .init(
                .holds,
                "every pod gives its agent credentials",
                ExampleCluster.withPods { example in
                    for member: MemberName in ["db1", "db2", "db3"] {
                        example.variables(of: member, "PATRONI_RESTAPI_USERNAME", "PATRONI_RESTAPI_PASSWORD")
                    }
                }
            ),
            .init(
                .unknown,
                "one pod gives none, but Patroni's own file may",
                ExampleCluster.withPods { $0.variables(of: "db2", "PATRONI_RESTAPI_LISTEN") }
            ),
            .init(nil, "no agent", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        let agents = candidature.snapshot.agents
        guard !agents.isEmpty else { return nil }
        let clear = agents.filter { !$0.address.isTLS }.count
        let words =
            clear == 0
            ? "all agents are asked by TLS"
            : "\(clear) of \(agents.count) agents are asked without TLS, so that passwords go in clear"
        let protections = candidature.snapshot.restProtections
        let doubtful = protections.filter { $0.protection == .doubtful }.map(\.member.text)
        guard doubtful.isEmpty else {
            return .unknown(
                "the pod of \(doubtful.listed) gives Patroni no credentials, unless its own file does; \(words)"
            )
        }
        let members = Set(candidature.members.map(\.name))
        let configured = Set(protections.filter { $0.protection == .configured }.map(\.member))
        if !members.isEmpty, members.isSubset(of: configured) {
            return .holds("inferred: every member's pod gives Patroni a user name and a password; \(words)")
        }
        return .unknown("reads are open to everybody by design, and nothing is written to find out; \(words)")
    }

    static let timing = Criterion(
        id: "timing",
        severity: .critical,
        title: "ttl ≥ loop_wait + 2 × retry_timeout",
        why:
            "Otherwise a leader that cannot reach the DCS for a moment loses its lock before it gives up, and two may lead.",
        remedy: "nines config set ttl=… (30, 10 and 10 seconds are Patroni's own).",
        inquiry: "patronictl show-config.",
        examples: [
            .init(.holds, "Patroni's own", ExampleCluster.with { $0.configure(["loop_wait": "10"]) }),
            .init(
                .holds,
                "just so",
                ExampleCluster.with {
                    $0.configure(["ttl": "20", "loop_wait": "10", "retry_timeout": "5"])
                }
            ),
            .init(.fails, "too short", ExampleCluster.with { $0.configure(["ttl": "20", "retry_timeout": "10"]) }),
            .init(.unknown, "/config was not read", ExampleCluster().snapshot),
        ]
    ) { candidature in
        guard let configuration = candidature.snapshot.configuration.value else {
            return .unknown("the configuration could not be read")
        }
        let (ttl, loop, retry) =
            (configuration.ttlSeconds, configuration.loopWaitSeconds, configuration.retryTimeoutSeconds)
        let words = "ttl \(ttl.brief), loop_wait \(loop.brief), retry_timeout \(retry.brief)"
        return ttl >= loop + 2 * retry
            ? .holds(words) : .fails("\(words): ttl must be at least \((loop + 2 * retry).brief)")
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var brief: String {
        self == rounded() && abs(self) < 1e15 ? "\(Int64(self))" : "\(self)"
    }
}
