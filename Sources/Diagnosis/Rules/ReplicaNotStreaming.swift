import ClusterModel
import Wording

extension Rule {
    static let replicaNotStreaming = Rule(
        id: "replica-not-streaming",
        severity: .warning,
        title: "a replica runs but does not stream",
        why: "It falls behind with every write and is soon no candidate; without archive it may need to be built anew.",
        remedy:
            "Read the replica's database log: a refused login, a missing slot or log segment, or a diverged timeline (reinitialize).",
        examples: [
            .fires(
                "listed as running since Patroni names streaming",
                ExampleCluster.with { $0.row("db2") { $0.state = "running" } },
                lasting: .seconds(31),
                subjects: ["db2"]
            ),
            .fires(
                "it reads the archive",
                ExampleCluster.with { $0.row("db2") { $0.state = "in archive recovery" } },
                lasting: .seconds(31),
                subjects: ["db2"]
            ),
            .fires(
                "an old Patroni: the leader sends to db3 only",
                ExampleCluster.with {
                    $0.makeOld()
                    $0.sends("db1", to: ["db3"])
                },
                lasting: .seconds(31),
                subjects: ["db2"]
            ),
            .silent(
                "a switchover's old leader has just come back",
                ExampleCluster.with { $0.row("db2") { $0.state = "running" } },
                lasting: .seconds(8)
            ),
            .silent(
                "the leader itself does not answer",
                ExampleCluster.with {
                    $0.agentFails("db1", .connectionRefused)
                    $0.row("db2") { $0.state = "running" }
                },
                lasting: .seconds(60)
            ),
            .silent(
                "its agent says that it streams: the listing is up to a loop_wait behind",
                ExampleCluster.with {
                    $0.row("db2") { $0.state = "running" }
                    $0.report("db2") { $0.replicationState = "streaming" }
                },
                lasting: .seconds(60)
            ),
            .silent("both stream", ExampleCluster().snapshot, lasting: .seconds(60)),
            .silent(
                "an old Patroni that lists no senders",
                ExampleCluster.with { $0.makeOld() },
                lasting: .seconds(60)
            ),
            .silent(
                "an old Patroni whose senders have names that nobody knows",
                ExampleCluster.with {
                    $0.makeOld()
                    $0.sends("db1", to: ["walreceiver"])
                },
                lasting: .seconds(60)
            ),
        ]
    ) { snapshot, circumstances in
        // Nobody streams from a leader that is dead, and that has findings of its own.
        guard let leader = snapshot.rightfulLeader, leader.agent?.report.failure == nil else { return [] }
        return snapshot.members.compactMap { member in
            guard let plight = snapshot.notStreaming(member) else { return nil }
            return Found(
                member.name.text,
                "\(member.name) \(plight)",
                patience: circumstances.thresholds.notStreaming,
                isSaidAtFirstLook: true
            )
        }
    }
}

extension ClusterSnapshot {
    /// Why a replica that runs does not stream; nil when it does, or when nobody can tell.
    func notStreaming(_ member: Member) -> Phrase? {
        guard !member.isGone, let row = member.listed.currentValue, !row.role.leads, row.role.kind != .uninitialized
        else { return nil }
        switch row.state.kind {
        case .archiveRecovery: return "recovers from the archive and does not stream"
        case .inTransition, .stopping, .stopped, .failed, .unknown: return nil
        case .serving: break
        }
        guard row.state.spelling != "streaming", !isStreamingByOwnWord(member) else { return nil }
        // Since 3.0.4 a healthy replica is listed as `streaming`; before, only the leader's senders tell.
        if listsStreaming { return "runs but does not stream" }
        return isMissingAmongSenders(member) ? "runs, but the leader sends nothing to it" : nil
    }

    /// Whether the member's agent or the leader's senders say that it streams, which is newer than the listing.
    private func isStreamingByOwnWord(_ member: Member) -> Bool {
        if member.agent?.report.currentValue?.replicationState == "streaming" { return true }
        let senders = rightfulLeader?.agent?.report.currentValue?.senders ?? []
        return senders.contains { $0.applicationName == member.name.text && $0.state == "streaming" }
    }

    /// Whether this cluster's Patroni says `streaming` of replicas that do: by its version, or because it does of another.
    private var listsStreaming: Bool {
        members.contains { $0.listed.currentValue?.state.spelling == "streaming" }
            || agents.contains { $0.report.value?.patroniVersion?.isAtLeast(3, 0, 4) == true }
    }

    private func isMissingAmongSenders(_ member: Member) -> Bool {
        guard !member.tags.contains(where: { $0.name == "replicatefrom" }),
            let senders = rightfulLeader?.agent?.report.currentValue?.senders, !senders.isEmpty,
            senders.allSatisfy({ sender in members.contains(where: sender.serves) })
        else { return false }
        return !senders.contains { $0.serves(member) }
    }
}

extension String {
    /// Whether a version such as `3.0.4` or `4.1.0rc1` is this one or a later one.
    func isAtLeast(_ wanted: Int...) -> Bool {
        let parts = split(separator: ".").map { part in Int(part.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
        let padding = Array(repeating: 0, count: max(0, wanted.count - parts.count))
        return !(parts + padding).lexicographicallyPrecedes(wanted)
    }
}
