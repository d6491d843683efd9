import ClusterModel

extension ClusterWatch {
    /// Takes over what etcd says, and lets agents be asked at once about what changed there.
    mutating func absorb(_ request: StoreRequest, _ reply: ReadReply) {
        let now = reply.finishedAt
        guard let change = store?.absorb(request, reply) else { return }
        if change.lock {
            lockChangedAt = now
            rotation.hasten(at: now)
            for address in builder.directory.polled { schedule.hasten(.agent(address), at: now) }
        }
        for name in change.members {
            guard let agent = builder.directory.agent(of: name) else { continue }
            schedule.hasten(.agent(agent.address), at: now)
        }
        // While no agent lists the cluster, the members' own keys tell where their agents are.
        if builder.listing.currentValue == nil { builder.learn(store?.agents ?? []) }
    }
}
