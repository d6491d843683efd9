import ClusterModel
import Wording

extension Rule {
    static let agentHung = Rule(
        id: "agent-hung",
        severity: .warning,
        title: "an agent hangs while its database lives",
        why:
            "Patroni's REST API or its loop is stuck: proxies take the member out, and a leader loses its lock though its database is well.",
        remedy: "Restart Patroni on that member, not the database.",
        examples: [
            .fires(
                "the leader's agent hangs, and the other members still receive from it",
                ExampleCluster.with {
                    $0.agentFails("db1", .timedOut(connected: true))
                    $0.check("L7TOUT", of: "db1", status: "UP 2/3")
                    $0.receives("db2", 100_700_000)
                },
                before: [ExampleCluster().snapshot],
                subjects: ["db1"]
            ),
            .fires(
                "the leader's agent hangs, and clients get through to its database",
                ExampleCluster.with {
                    $0.agentFails("db1", .timedOut(connected: true))
                    $0.proxies { for index in $0.routes.indices { $0.routes[index].server.check?.status = "L7TOUT" } }
                    $0.snapshot.probes = [
                        Probe(
                            address: ClientAddress(host: "127.0.0.1", port: 6000),
                            answer: .current(.encryptionRefused, at: ExampleCluster.now)
                        )
                    ]
                },
                subjects: ["db1"]
            ),
            .fires(
                "a replica's agent hangs for minutes, and the leader still sends to it",
                ExampleCluster.with {
                    $0.agentFails("db2", .timedOut(connected: true), forSeconds: 90)
                    $0.sends("db1", to: ["db2", "db3"])
                    // Its key expired long ago.
                    $0.member("db2") { $0.presence = .gone(since: ExampleCluster.now - .seconds(60)) }
                },
                subjects: ["db2"]
            ),
            .silent(
                "a frozen replica still counts as a receiver until wal_sender_timeout",
                ExampleCluster.with {
                    $0.agentFails("db2", .timedOut(connected: true), forSeconds: 20)
                    $0.sends("db1", to: ["db2", "db3"])
                }
            ),
            .silent(
                "nothing tells whether the database lives",
                ExampleCluster.with { $0.agentFails("db2", .timedOut(connected: true)) }
            ),
            .silent("every agent answers", ExampleCluster().snapshot),
        ]
    ) { snapshot, circumstances in
        snapshot.members.compactMap { member in
            guard let failure = member.agent?.report.failure, failure.reason.leavesDatabaseAlone,
                !snapshot.isCheckedWell(member.name)
            else { return nil }
            let leads = snapshot.listedLeader?.name == member.name
            let sign =
                leads
                ? snapshot.signOfLeader(since: failure.since, circumstances.memory)
                : snapshot.signOfReplica(member, since: failure.since)
            guard let sign else { return nil }
            return Found(
                member.name.text,
                "agent of \(member.name) does not answer, but its database lives: \(sign)",
                severity: leads ? .critical : nil
            )
        }
    }
}

extension ReadFailure {
    /// A failure that a hung or dead agent has, as opposed to one of access or form.
    fileprivate var leavesDatabaseAlone: Bool {
        switch self {
        case .timedOut, .connectionRefused, .closedWithoutAnswer, .cutShort: true
        case .unreachable, .nameNotResolved, .tls, .accessDenied, .withoutCredential, .httpStatus, .tooLarge,
            .tooManyRedirects, .html, .undecodable, .notADatabase, .refused:
            false
        }
    }
}

extension ClusterSnapshot {
    /// A frozen database keeps its connections; PostgreSQL drops them after `wal_sender_timeout`, 60 s unless set.
    private static let senderTimeout = Duration.seconds(65)

    /// A proxy's own check of the agent passes: then only we cannot reach it.
    fileprivate func isCheckedWell(_ member: MemberName) -> Bool {
        proxies.contains { proxy in
            proxy.statistics.currentValue != nil
                && proxy.routes(to: member).contains {
                    $0.server.status.kind == .up && $0.server.check?.status == "L7OK"
                }
        }
    }

    fileprivate func signOfLeader(since: Timestamp, _ memory: Memory) -> Phrase? {
        if memory.someReceived(after: since + .seconds(2)) { return "others still receive from it" }
        let answers = probes.contains { probe in
            probe.answer.currentValue != nil && probe.answer.learntAt.map { $0 > since } ?? false
        }
        let routed = writeProxies
        guard answers, let leader = listedLeader?.name, !routed.isEmpty,
            routed.allSatisfy({ $0.writeTargets == [leader] })
        else { return nil }
        return "clients get through to it"
    }

    fileprivate func signOfReplica(_ member: Member, since: Timestamp) -> Phrase? {
        guard takenAt - since > Self.senderTimeout, let leader = rightfulLeader,
            let senders = leader.agent?.report.currentValue?.senders,
            senders.contains(where: { $0.serves(member) && $0.state == "streaming" })
        else { return nil }
        return "\(leader.name) still sends to it"
    }
}

extension ReplicationSender {
    /// Whether the connection goes to `member`: Patroni names it after the member.
    func serves(_ member: Member) -> Bool {
        applicationName == member.name.text
            || clientAddress.map { $0 == member.listed.value?.host } ?? false
    }
}
