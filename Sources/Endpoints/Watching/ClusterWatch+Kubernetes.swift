import ClusterModel

extension ClusterWatch {
    /// Takes over what the API server says, and lets agents be asked at once about members whose pods changed.
    mutating func absorb(_ request: KubernetesRequest, _ reply: ReadReply) {
        let now = reply.finishedAt
        let before = pods?.joining.memberPods ?? []
        guard let change = pods?.absorb(request, reply), !change.pods.isEmpty else { return }
        joinPods(at: now)
        let after = pods?.joining.memberPods ?? []
        let members = Set((before + after).filter { change.pods.contains($0.pod) }.map(\.member))
        hasten(members, at: now)
    }

    /// Finds anew who lives where, as far as anything changed, and reads more of pods that are in trouble.
    mutating func joinPods(at now: Timestamp) {
        guard var pods else { return }
        pods.joining.update(
            PodJoining.Basis(
                members: builder.podClues,
                proxies: builder.proxies.map(\.proxy.address),
                podEdition: pods.shelf.edition,
                services: pods.services.value ?? []
            ),
            pods: pods.shelf.pods,
            plan: pods.plan
        )
        let ours = pods.joining.memberPods.map(\.pod) + pods.joining.proxyPods.values.sorted()
        let troubled = ours.filter { pods.shelf.pod($0).map { !$0.isReady } ?? false }
        pods.notes.want((podOfInterest.map { [$0] } ?? []) + troubled, at: now)
        self.pods = pods
    }

    /// Reads what was noted about this pod, whatever its state; nil for none.
    package mutating func watchEvents(of pod: PodName?, at now: Timestamp) {
        guard pod != podOfInterest else { return }
        podOfInterest = pod
        joinPods(at: now)
    }
}

extension SnapshotBuilder {
    /// What is known of where members are, for finding their pods.
    var podClues: [PodJoining.MemberClues] {
        let reported = directory.entries.compactMap { entry in
            entry.agent.report.value?.name.map { (name: $0, address: entry.agent.address) }
        }
        let listed = roll.records.map { name, record in
            let agent = record.listed.value?.apiURL.flatMap { try? WebAddress.agent(parsing: $0) }
            return PodJoining.MemberClues(
                name: name,
                hosts: [record.listed.value?.host, agent?.host].compactMap { $0 },
                agents: reported.filter { $0.name == name }.map(\.address)
            )
        }
        let unlisted = Dictionary(grouping: reported) { $0.name }.filter { roll.records[$0.key] == nil }
        return
            (listed
            + unlisted.map { PodJoining.MemberClues(name: $0.key, hosts: [], agents: $0.value.map(\.address)) })
            .sorted { $0.name < $1.name }
    }
}
