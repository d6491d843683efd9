import ClusterModel

/// Reads off a look at the cluster whether a goal is reached.
struct GoalReading {
    let snapshot: ClusterSnapshot
    let baseline: Baseline
    /// Goals that were reached before this look, with their times.
    let reached: [PhaseGoal: Timestamp]
    private let facts: ClusterFacts

    init(_ snapshot: ClusterSnapshot, _ baseline: Baseline, reached: [PhaseGoal: Timestamp]) {
        self.snapshot = snapshot
        self.baseline = baseline
        self.reached = reached
        facts = ClusterFacts(snapshot)
    }

    /// Who leads now and did not before.
    var newLeader: MemberName? {
        guard let leader = facts.leader, leader != baseline.leader else { return nil }
        return leader
    }

    func shows(_ goal: PhaseGoal) -> Bool {
        switch goal {
        case .accepted: false
        case .lockReleased(let former): isFreshlyListed && facts.leader != former
        case .promoted: newLeader.map(isPromoted) ?? false
        case .routed: promotedAt != nil && isRouted
        case .rejoined(let former): promotedAt.map { follows(former, since: $0) } ?? false
        case .restarted(let member): hasRestarted(member)
        case .copying(let member): isBeingCopied(member) || hasNewStartTime(member)
        case .copied(let member):
            reached.contains { $0.key == .copying(member) } && !isBeingCopied(member) && follows(member, since: nil)
        case .pauseWritten(let isOn): snapshot.listing.currentValue?.isPaused == isOn
        case .pauseConfirmed(let isOn): isConfirmedByAll(isOn)
        case .switchoverListed(let order): lists(order)
        case .switchoverGone: snapshot.listing.currentValue.map { $0.scheduledSwitchover == nil } ?? false
        case .restartListed(let member): snapshot.member(member)?.scheduledRestart != nil
        case .restartGone(let member):
            snapshot.member(member).map {
                $0.agent?.report.currentValue != nil && $0.scheduledRestart == nil
            } ?? false
        case .configured(let change): isConfigured(change)
        }
    }

    /// Whether a switchover is listed for that time.
    private func lists(_ order: Switchover) -> Bool {
        guard let listed = snapshot.listing.currentValue?.scheduledSwitchover else { return false }
        if let to = listed.to, let candidate = order.candidate, to != candidate { return false }
        guard let moment = order.at, let time = Timestamp(iso8601: listed.at) else { return true }
        return time.millisecondsSinceEpoch / 1000 == moment.timestamp.millisecondsSinceEpoch / 1000
    }

    private var isFreshlyListed: Bool {
        snapshot.listing.currentValue != nil || snapshot.store?.keys.currentValue != nil
    }

    private var promotedAt: Timestamp? {
        reached.first { goal, _ in
            if case .promoted = goal { true } else { false }
        }?.value
    }

    /// The new leader's own agent says so; where that does not answer us, the listing must do.
    private func isPromoted(_ name: MemberName) -> Bool {
        guard isFreshlyListed, let member = snapshot.member(name) else { return false }
        if let own = member.agent?.report.currentValue { return own.role.leads && own.state.kind == .serving }
        guard let row = member.listed.currentValue else { return false }
        return row.role.leads && row.state.kind == .serving
    }

    /// Every proxy that can be read sends writes to the leader and to nobody else.
    private var isRouted: Bool {
        guard let leader = facts.leader else { return false }
        let readable = snapshot.proxies.filter { proxy in
            proxy.statistics.currentValue != nil && baseline.writeBackends.contains { $0.proxy == proxy.address }
        }
        return !readable.isEmpty
            && readable.allSatisfy { proxy in
                let routes = proxy.routes.filter {
                    baseline.writeBackends.contains(.init(proxy: proxy.address, name: $0.backend))
                }
                return Set(routes.filter { $0.server.status.takesTraffic }.compactMap(\.member)) == [leader]
            }
    }

    /// A replica that runs, and streams where its version tells that.
    private func follows(_ name: MemberName, since: Timestamp?) -> Bool {
        guard let member = snapshot.member(name) else { return false }
        guard let report = member.agent?.report.currentValue else {
            guard let row = member.listed.currentValue, !member.isGone else { return false }
            if let since, let learntAt = member.listed.learntAt, learntAt < since { return false }
            return !row.role.leads && row.state.kind == .serving
        }
        if let since, let learntAt = member.agent?.report.learntAt, learntAt < since { return false }
        guard !report.role.leads, report.state.kind == .serving, report.wal != nil else { return false }
        // Since 3.0.4 a replica tells whether it streams; before, being on the leader's timeline must do.
        let version = facts.version(of: member.agent)
        if let version, version >= PatroniVersion(3, 0, 4) {
            return report.replicationState == "streaming"
        }
        guard !baseline.isOpenGauss, let own = report.timeline,
            let leading = facts.leader.flatMap({ snapshot.member($0) })?.agent?.report.currentValue?.timeline
        else { return true }
        return own >= leading
    }

    private func hasNewStartTime(_ name: MemberName) -> Bool {
        guard let before = baseline.startTimes[name],
            let now = snapshot.member(name)?.agent?.report.currentValue?.postmasterStartTime
        else { return false }
        return now != before
    }

    private func hasRestarted(_ name: MemberName) -> Bool {
        guard let report = snapshot.member(name)?.agent?.report.currentValue, report.state.kind == .serving else {
            return false
        }
        // Where no start time was known before, the agent's word must do.
        guard baseline.startTimes[name] != nil else {
            return reached.keys.contains { $0.isAcceptance(of: name) }
        }
        return hasNewStartTime(name)
    }

    func isBeingCopied(_ name: MemberName) -> Bool {
        guard let member = snapshot.member(name) else { return false }
        guard let own = member.agent?.report.currentValue else {
            return member.listed.currentValue?.state.isBeingCopied ?? false
        }
        return own.state.isBeingCopied
    }

    /// Every member that answered before and is still listed.
    private func isConfirmedByAll(_ isOn: Bool) -> Bool {
        let asked = snapshot.members.filter { !$0.isGone && baseline.answering.contains($0.name) }
        return !asked.isEmpty && asked.allSatisfy { $0.agent?.report.currentValue?.isPaused == isOn }
    }

    private func isConfigured(_ change: ConfigurationChange) -> Bool {
        let wasAccepted = reached.keys.contains { $0.isAcceptance() }
        guard let configuration = snapshot.configuration.currentValue else { return false }
        let path = ConfigurationPath(change.path)
        let now = path.content(of: configuration)
        guard let value = change.value.flatMap({ JSONText($0.trimmed) }), value != .null else {
            return now == .nothing
        }
        switch value {
        // What holds several values, or a secret, is not read back; the answer held the whole configuration.
        case .array, .object: return wasAccepted
        case .null, .bool, .number, .string:
            return now == .value(value.spelling) || now == .value(DynamicConfiguration.hidden) && wasAccepted
        }
    }
}
