import ClusterModel
import Diagnosis

/// One row as it is played: recognises what was done, follows it, and judges what came of it.
///
/// A pure value: it takes look after look, and says what it waits for.
package struct DrillCourse: Sendable {
    /// What is waited for.
    package enum Stage: Hashable, Sendable {
        /// The fault must show.
        case fault
        /// Another must lead and writes must reach it; or the cluster is watched without its replica.
        case recovery
        /// Somebody must start the member again: say so, then call `startsAgain`.
        case restart
        /// The member must rejoin, and all be well for a while.
        case settling
        case over
    }

    package let step: DrillStep
    package let member: MemberName
    private let leaderBefore: MemberName?
    private let limits: DrillLimits
    private let startedAt: Timestamp
    package private(set) var stage: Stage
    private var stageSince: Timestamp
    private var isSeenFallen = false
    /// When it was started again, or failing that, when it answered again.
    private var returnedAt: Timestamp?
    private var rejoinedAt: Timestamp?
    private var wellSince: Timestamp?
    private var leader: MemberName?
    package private(set) var failures: [String] = []

    /// - Parameter leader: who leads before.
    package init(
        _ step: DrillStep,
        on member: MemberName,
        leader: MemberName?,
        limits: DrillLimits,
        at now: Timestamp
    ) {
        self.step = step
        self.member = member
        leaderBefore = leader
        self.limits = limits
        startedAt = now
        stageSince = now
        stage =
            switch step.cause {
            case .operation: .settling
            case .elsewhere: .fault
            }
    }

    /// Notes that something went wrong that no look tells.
    package mutating func fail(_ reason: String) {
        failures.append(reason)
    }

    /// Ends the row at once: what was to be done to the member cannot be done.
    package mutating func giveUp(_ reason: String, at now: Timestamp) {
        end(reason, at: now)
    }

    /// Patroni's part of a row is over, so that what is left of it has its own time.
    package mutating func operationEnded(at now: Timestamp) {
        guard case .operation = step.cause, stage == .settling else { return }
        stageSince = now
    }

    /// The member is being started again, or the user was asked to do it.
    ///
    /// - Parameter isCommanded: it was a command of ours, so that its rejoining is counted from here.
    package mutating func startsAgain(isCommanded: Bool, at now: Timestamp) {
        guard stage == .restart else { return }
        if isCommanded { returnedAt = now }
        enter(.settling, at: now)
    }

    /// Takes the next look; `open` is the incident that goes on, if one does.
    package mutating func observe(_ snapshot: ClusterSnapshot, _ verdict: Verdict, open: Incident?) {
        let now = snapshot.takenAt
        leader = snapshot.listedLeader?.name ?? leader
        followMember(snapshot)
        switch stage {
        case .fault:
            if isFallen(snapshot) { return enter(.recovery, at: now) }
            if isLate(now) { end("nothing was seen of it within \(limits.deadline.brief)", at: now) }
        case .recovery:
            if isRecovered(snapshot, verdict, open) { return enter(afterRecovery, at: now) }
            guard isLate(now) else { return }
            failures.append(
                step.isOfLeader
                    ? "nobody had taken over and served clients after \(limits.deadline.brief)"
                    : "writing was lost without the replica"
            )
            enter(afterRecovery, at: now)
        case .restart, .over: break
        case .settling: settle(snapshot, verdict, open)
        }
    }

    private var afterRecovery: Stage {
        switch step.cause {
        case .operation, .elsewhere(returnsByItself: true): .settling
        case .elsewhere(returnsByItself: false): .restart
        }
    }

    private mutating func enter(_ next: Stage, at now: Timestamp) {
        stage = next
        stageSince = now
    }

    private mutating func end(_ failure: String, at now: Timestamp) {
        failures.append(failure)
        enter(.over, at: now)
    }

    private func isLate(_ now: Timestamp) -> Bool { now - stageSince > limits.deadline }

    /// The member was lost: it is silent for a second, is not listed, leads no more, or has no database that serves.
    private func isFallen(_ snapshot: ClusterSnapshot) -> Bool {
        guard let member = snapshot.member(member), !member.isGone else { return true }
        if step.isOfLeader, snapshot.listing.currentValue != nil, snapshot.listedLeader?.name != member.name {
            return true
        }
        if let failure = member.agent?.report.failure { return snapshot.takenAt - failure.since >= .seconds(1) }
        let states = [member.listed.currentValue?.state.kind, member.agent?.report.currentValue?.state.kind]
        return states.contains { $0 == .stopped || $0 == .stopping || $0 == .failed || $0 == .inTransition }
    }

    private func isRecovered(_ snapshot: ClusterSnapshot, _ verdict: Verdict, _ open: Incident?) -> Bool {
        guard snapshot.listing.currentValue != nil, let leader = snapshot.listedLeader,
            leader.agent?.report.currentValue?.role.leads == true, open == nil,
            verdict.level == .ok || verdict.level == .warning
        else { return false }
        guard step.isOfLeader else { return snapshot.takenAt - stageSince >= limits.replicaWatch }
        return leader.name != leaderBefore
            && snapshot.writeProxies.allSatisfy { $0.writeTargets == [leader.name] }
    }

    /// Sees the member come back, and stream again.
    private mutating func followMember(_ snapshot: ClusterSnapshot) {
        let isBack = snapshot.follows(member)
        if !isBack {
            if isFallen(snapshot) || snapshot.listedLeader?.name != member && step.isOfLeader { isSeenFallen = true }
            rejoinedAt = nil
        }
        guard isSeenFallen else { return }
        let answers = snapshot.member(member)?.agent?.report.currentValue != nil
        if answers, stage == .settling, returnedAt == nil { returnedAt = snapshot.takenAt }
        if isBack, rejoinedAt == nil { rejoinedAt = snapshot.takenAt }
    }

    private mutating func settle(_ snapshot: ClusterSnapshot, _ verdict: Verdict, _ open: Incident?) {
        let now = snapshot.takenAt
        let ailments = snapshot.ailments(verdict)
        guard ailments.isEmpty, open == nil else {
            wellSince = nil
            if isLate(now) {
                let words = ailments.isEmpty ? "writing is still impossible" : ailments.joined(separator: "; ")
                end("not well again after \(limits.deadline.brief): \(words)", at: now)
            }
            return
        }
        wellSince = wellSince ?? now
        if let wellSince, now - wellSince >= limits.calm { enter(.over, at: now) }
    }
}

extension DrillCourse {
    /// The row filled in.
    ///
    /// - Parameters:
    ///   - incidents: those of the whole drill.
    ///   - writes: what a client that writes saw during the row.
    package func row(method: String, incidents: [Incident], writes: WriteLog?, at now: Timestamp) -> DrillRow {
        let own = incidents.filter { $0.closedAt.map { $0 >= startedAt } ?? true }
        var row = DrillRow(step: step, member: member, method: method, outcome: .passed)
        row.startedAt = startedAt
        row.leader = leader
        row.takeover =
            own.compactMap { incident in
                incident.phase(.candidatePromoted).map { incident.offset(of: $0.at) }
            }.first
        row.losses = Means.allCases.compactMap { means in
            let spans = own.compactMap { $0.outage(means)?.span(at: now) }
            return spans.isEmpty ? nil : DrillRow.Loss(means: means.rawValue, span: spans.reduce(.zero, +))
        }
        if let writes {
            row.losses.append(DrillRow.Loss(means: "writes", span: writes.gaps(at: now)))
            row.failedWrites = writes.failed
            row.allWrites = writes.failed + writes.succeeded
        }
        row.rejoin = rejoin(own)
        let reasons = failures + judged(row, own)
        if !reasons.isEmpty { row.outcome = .failed(reasons) }
        return row
    }

    private func rejoin(_ incidents: [Incident]) -> Duration? {
        // Its own answers tell first; an operation is followed by somebody else, and only the incident knows.
        let seen = incidents.compactMap { $0.phase(.oldLeaderRejoined)?.at }.last
        guard let rejoinedAt = rejoinedAt ?? seen else { return nil }
        switch step.cause {
        case .elsewhere(returnsByItself: false):
            return max(.zero, rejoinedAt - (returnedAt ?? startedAt))
        case .elsewhere(returnsByItself: true), .operation: return max(.zero, rejoinedAt - startedAt)
        }
    }

    private func judged(_ row: DrillRow, _ incidents: [Incident]) -> [String] {
        var reasons: [String] = []
        if step.isOfLeader {
            if leader == nil || leader == leaderBefore { reasons.append("nobody took over from \(member)") }
        } else {
            if leader != leaderBefore { reasons.append("the leader changed, though only a replica was lost") }
            if let incident = incidents.first {
                reasons.append("writing was lost: \(incident.outageText(at: incident.openedAt))")
            }
        }
        if let longest = limits.longestOutage {
            for loss in row.losses where loss.span > longest {
                reasons.append(
                    "\(loss.means) lost writing for \(loss.span.briefTenths), more than \(longest.briefTenths)"
                )
            }
        }
        return reasons
    }
}
