import ClusterModel

/// What every member ought to be.
extension Criterion {
    static let agentsAnswer = Criterion(
        id: "agents-answer",
        severity: .critical,
        title: "every member's agent answers",
        why: "A member that cannot be asked cannot be checked by a proxy either, and will not take over.",
        remedy: "Start the member, or open its agent's port to the proxies and to who watches.",
        inquiry: "Name an agent that can be reached from here.",
        examples: [
            .init(.holds, "all three answer", ExampleCluster().snapshot),
            .init(.fails, "db3 refuses", ExampleCluster.with { $0.agentFails("db3", .connectionRefused) }),
            .init(.fails, "db2 is gone", ExampleCluster.with { $0.isGone("db2") }),
            .init(.unknown, "nobody was asked", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        let members = candidature.snapshot.members
        guard !members.isEmpty else { return .unknown("no member is known") }
        let silent = members.compactMap { member -> String? in
            if member.isGone { return "\(member.name) is not listed any more" }
            if let failure = member.agent?.report.failure { return "\(member.name): \(failure.reason)" }
            return member.agent?.report.currentValue == nil ? "\(member.name) was not asked" : nil
        }
        guard silent.isEmpty else { return .fails(silent.joined(separator: "; ")) }
        return .holds("\(members.map(\.name.text).listed) answer")
    }

    static let oneLeader = Criterion(
        id: "one-leader",
        severity: .critical,
        title: "one member leads, by the listing and by its own word",
        why: "Without a leader nobody can write; with two, writes are lost.",
        remedy: "See what “nines status” finds, and wait until the cluster has settled before anything else.",
        inquiry: "Ask again when an agent can list the cluster.",
        examples: [
            .init(.holds, "db1 leads", ExampleCluster().snapshot),
            .init(.fails, "nobody leads", ExampleCluster(leader: nil).snapshot),
            .init(.fails, "db2 says primary too", ExampleCluster.with { $0.report("db2") { $0.role = "primary" } }),
            .init(.fails, "db1 says replica", ExampleCluster.with { $0.report("db1") { $0.role = "replica" } }),
            .init(
                .unknown,
                "no agent lists the cluster",
                ExampleCluster.with { $0.listingFails(.closedWithoutAnswer) }
            ),
        ]
    ) { candidature in
        let snapshot = candidature.snapshot
        guard snapshot.listing.currentValue != nil else { return .unknown("no agent lists the cluster") }
        let own = snapshot.selfDeclaredLeaders.map(\.name)
        guard let leader = snapshot.listedLeader?.name else {
            return .fails(
                own.isEmpty ? "nobody leads" : "nobody is listed as leader, \(own.map(\.text).listed) says so"
            )
        }
        guard own == [leader] else {
            let words = own.isEmpty ? "nobody says so itself" : "\(own.map(\.text).listed) say so themselves"
            return .fails("\(leader) is listed as leader, \(words)")
        }
        return .holds("\(leader) leads")
    }

    static let enoughMembers = Criterion(
        id: "enough-members",
        severity: .warning,
        title: "another member remains when one is lost and one is being rebuilt",
        why: "With two members the loss of one leaves nobody to take over until it is back.",
        remedy: "Add a third member.",
        inquiry: "Ask again when an agent can list the cluster.",
        examples: [
            .init(.holds, "three", ExampleCluster().snapshot),
            .init(.fails, "two", ExampleCluster.with { $0.snapshot.members.removeLast() }),
            .init(
                .holds,
                "two, as rendered",
                ExampleCluster.with { $0.snapshot.members.removeLast() },
                intended: .example { $0.members.removeLast() }
            ),
            .init(
                .fails,
                "one, whatever was rendered",
                ExampleCluster.with { $0.snapshot.members.removeLast(2) },
                intended: .example { $0.members.removeLast(2) }
            ),
            .init(.unknown, "nothing is known", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        let count = candidature.members.count
        guard count > 0 else { return .unknown("no member is known") }
        if count == 1 { return .fails("a single member: its loss is an outage", .critical) }
        let isMeant = candidature.intended.map { $0.members.count <= count } ?? false
        return count > 2 || isMeant ? .holds("\(count) members") : .fails("only 2 members")
    }

    static let candidatesAllowed = Criterion(
        id: "candidates-allowed",
        severity: .warning,
        title: "no tag keeps a member from taking over",
        why: "A member tagged nofailover never leads, however much it is needed.",
        remedy: "Take the tag nofailover (or failover_priority 0) out of the member's configuration, and reload it.",
        inquiry: "Look at the tags in each member's configuration.",
        examples: [
            .init(.holds, "no tags", ExampleCluster().snapshot),
            .init(
                .fails,
                "db3 is tagged",
                ExampleCluster.with {
                    $0.row("db3") { $0.tags = [Tag(name: "nofailover", value: "true")] }
                }
            ),
            .init(
                .fails,
                "db3 has no priority",
                ExampleCluster.with {
                    $0.row("db3") { $0.tags = [Tag(name: "failover_priority", value: "0")] }
                }
            ),
            .init(
                .holds,
                "nofailover counts before the priority",
                ExampleCluster.with {
                    $0.row("db3") {
                        $0.tags = [Tag(name: "failover_priority", value: "0"), Tag(name: "nofailover", value: "false")]
                    }
                }
            ),
            .init(.unknown, "nothing is known", ClusterSnapshot(takenAt: ExampleCluster.now)),
        ]
    ) { candidature in
        let members = candidature.members
        guard !members.isEmpty else { return .unknown("no member is known") }
        let barred = members.filter(\.neverPromotes)
        guard !barred.isEmpty else { return .holds("every member may lead") }
        let others = members.count - barred.count
        return .fails("\(barred.map(\.name.text).listed) may not lead", others < 2 ? .critical : nil)
    }

    static let membersApart = Criterion(
        id: "members-apart",
        severity: .critical,
        title: "no two members share a machine",
        why: "A machine that fails takes all its members with it, the leader and who should have taken over.",
        remedy: "Require anti-affinity by hostname between members, as “nines manifests” renders it, and move one.",
        inquiry: "kubectl get pods --output wide: every member's NODE must be another.",
        examples: [
            .init(
                .holds,
                "three machines",
                ExampleCluster().snapshot,
                nodes: ["db1": "node-a", "db2": "node-b", "db3": "node-c"]
            ),
            .init(
                .fails,
                "two on one",
                ExampleCluster().snapshot,
                nodes: ["db1": "node-a", "db2": "node-b", "db3": "node-b"]
            ),
            .init(
                .unknown,
                "one pod has no place",
                ExampleCluster().snapshot,
                nodes: ["db1": "node-a", "db2": "node-b"]
            ),
            .init(.unknown, "no Kubernetes was asked", ExampleCluster().snapshot),
            .init(.unknown, "nobody is known", ExampleCluster.with { $0.snapshot.members = [] }),
            .init(
                .fails,
                "two have the same address",
                ExampleCluster.with {
                    $0.row("db3") {
                        $0.host = "127.0.0.12"
                        $0.port = 5433
                    }
                }
            ),
        ]
    ) { candidature in
        guard !candidature.members.isEmpty else { return .unknown("no member is known") }
        let nodes = candidature.nodes
        let places = candidature.members.compactMap { member -> (String, String)? in
            (nodes?[member.name] ?? (nodes == nil ? member.listed.value?.host : nil)).map { ($0, member.name.text) }
        }
        let shared = Dictionary(grouping: places, by: \.0).filter { $0.value.count > 1 }.sorted { $0.key < $1.key }
        if !shared.isEmpty {
            return .fails(shared.map { "\($0.value.map(\.1).listed) share \($0.key)" }.joined(separator: "; "))
        }
        guard nodes != nil else { return .unknown("their addresses differ, but nobody tells their machines") }
        guard places.count == candidature.members.count else { return .unknown("not every member's pod is known") }
        return .holds(places.map { "\($0.1) on \($0.0)" }.listed)
    }

    static let versionsEqual = Criterion(
        id: "versions-equal",
        severity: .warning,
        title: "all members run the same versions",
        why: "Members that differ behave differently in the same failover.",
        remedy: "Finish the upgrade on the members that are behind.",
        inquiry: "patronictl version CLUSTER.",
        examples: [
            .init(.holds, "all the same", ExampleCluster().snapshot),
            .init(.fails, "an older Patroni", ExampleCluster.with { $0.report("db2") { $0.patroniVersion = "3.0.2" } }),
            .init(.fails, "an older database", ExampleCluster.with { $0.report("db3") { $0.serverVersion = 150_017 } }),
            .init(
                .unknown,
                "none tells",
                ExampleCluster.with { example in
                    for name: MemberName in ["db1", "db2", "db3"] {
                        example.report(name) { ($0.patroniVersion, $0.serverVersion) = (nil, nil) }
                    }
                }
            ),
        ]
    ) { candidature in
        let patroni = Set(candidature.reports(\.patroniVersion).map(\.value)).sorted()
        let database = Set(candidature.reports(\.serverVersion).map(\.value)).sorted()
        guard !patroni.isEmpty || !database.isEmpty else { return .unknown("no agent tells its version") }
        var differences: [String] = []
        if patroni.count > 1 { differences.append("Patroni \(patroni.listed)") }
        if database.count > 1 { differences.append("the database \(database.map(\.databaseVersion).listed)") }
        guard differences.isEmpty else { return .fails(differences.joined(separator: "; ")) }
        let words = [patroni.first.map { "Patroni \($0)" }, database.first.map { "database \($0.databaseVersion)" }]
        return .holds(words.compactMap { $0 }.joined(separator: ", "))
    }
}
