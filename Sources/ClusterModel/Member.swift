/// One member of the cluster: what `/cluster` lists of it and what its own agent says, side by side.
package struct Member: Equatable, Sendable {
    /// Whether the last listing that could be read still holds the member.
    package enum Presence: Equatable, Sendable {
        case listed
        /// Its key in the DCS expired or was removed; the row stays, so that nobody overlooks it.
        case gone(since: Timestamp)
    }

    package var name: MemberName
    package var presence: Presence
    /// The last row that `/cluster` gave for it.
    package var listed: Observation<ListedMember>
    package var agent: Agent?

    package init(
        name: MemberName,
        presence: Presence = .listed,
        listed: Observation<ListedMember> = .pending,
        agent: Agent? = nil
    ) {
        self.name = name
        self.presence = presence
        self.listed = listed
        self.agent = agent
    }

    package var isGone: Bool {
        switch presence {
        case .listed: false
        case .gone: true
        }
    }

    /// The role to show: the listing's, or the agent's own while there is no listing.
    package var role: MemberRole? { listed.value?.role ?? agentReport?.role }

    /// The state to show: the listing's, or the agent's own while there is no listing.
    package var state: MemberState? { listed.value?.state ?? agentReport?.state }

    package var timeline: Int64? { listed.value?.timeline ?? agentReport?.timeline }

    package var isPendingRestart: Bool {
        listed.value?.pendingRestart != nil || agentReport?.pendingRestart != nil
    }

    package var tags: [Tag] {
        let listedTags = listed.value?.tags ?? []
        return listedTags.isEmpty ? agentReport?.tags ?? [] : listedTags
    }

    /// Tagged `nofailover`, or with a `failover_priority` of zero, which means the same (patroni `tags.py`).
    package var neverPromotes: Bool {
        if let tag = tags.first(where: { $0.name == "nofailover" }) { return tag.isSet }
        guard let priority = tags.first(where: { $0.name == "failover_priority" }) else { return false }
        return Double(priority.value).map { $0 <= 0 } ?? false
    }

    /// What the agent last said, however old.
    package var agentReport: AgentReport? { agent?.report.value }

    /// The listing's row and the agent contradict each other about who leads; nil while either is unknown or stale.
    package var leadershipDisagreement: (listed: MemberRole, agent: MemberRole)? {
        guard !isGone, let row = listed.currentValue, let own = agent?.report.currentValue,
            row.role.leads != own.role.leads
        else { return nil }
        return (row.role, own.role)
    }

    /// When anything was last learnt of the member from its own agent, or failing that from a listing.
    package var seenAt: Timestamp? { agent?.report.learntAt ?? listed.learntAt }
}
