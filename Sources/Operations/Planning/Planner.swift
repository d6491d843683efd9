import ClusterModel
import Wording

/// Works out what an operation takes, from one look at the cluster.
///
/// Everything that Patroni's own gate would say is predicted, in its order, with its words (`RefusalText`); what it does not look at, lag,
/// timelines, hung agents, is added. A plan that is not allowed still shows what would be sent.
package struct Planner: Sendable {
    package let options: PlannerOptions

    package init(_ options: PlannerOptions = PlannerOptions()) {
        self.options = options
    }

    package func plan(_ operation: Operation, for snapshot: ClusterSnapshot) -> Plan {
        let facts = ClusterFacts(snapshot)
        var draft = PlanDraft()
        checkPrimaries(operation.kind, facts, &draft)
        checkOurselves(facts, &draft)
        switch operation {
        case .switchover(let switchover): planSwitchover(switchover, facts, &draft)
        case .cancelSwitchover: planCancelledSwitchover(facts, &draft)
        case .failover(let candidate): planFailover(to: candidate, facts, &draft)
        case .restart(let restart): planRestart(restart, facts, &draft)
        case .cancelRestart(let member): planCancelledRestart(of: member, facts, &draft)
        case .reload(let members): planReload(of: members, facts, &draft)
        case .reinitialize(let reinitialization): planReinitialization(reinitialization, facts, &draft)
        case .pause: planMaintenance(isOn: true, facts, &draft)
        case .resume: planMaintenance(isOn: false, facts, &draft)
        case .configure(let changes): planConfiguration(changes, facts, &draft)
        }
        checkRoutes(&draft)
        let cluster = snapshot.name ?? options.label ?? "cluster"
        return Plan(
            operation: operation,
            cluster: cluster,
            leader: facts.leader,
            requests: draft.requests,
            checks: draft.checks.inOrderOfWeight,
            candidates: draft.candidates,
            prediction: draft.prediction,
            impact: draft.impact,
            confirmation: confirmation(of: operation, cluster: cluster),
            madeAt: snapshot.takenAt
        )
    }

    /// What forbids or discourages any operation.
    private func checkOurselves(_ facts: ClusterFacts, _ draft: inout PlanDraft) {
        if let reason = options.readOnlyBecause { draft.refuses("this cluster is only watched: read-only \(reason)") }
        if let running = options.running { draft.refuses("another operation runs on this cluster: \(running)") }
        if let incident = options.incident { draft.warns("an incident lasts: \(incident)") }
        guard facts.snapshot.isListedOrReported else {
            draft.refuses("nothing is known of this cluster yet")
            return
        }
        if let failure = facts.snapshot.listing.failure {
            let age = facts.snapshot.listing.learntAt.map { (facts.snapshot.takenAt - $0).brief }
            let told: Phrase = age.map { "the last listing is \($0) old" } ?? "the cluster was never listed"
            draft.warns("\(told) (\(failure.reason)); all that follows may have changed")
        }
    }

    /// Two that take writes are no state to change anything from, least of all who leads.
    private func checkPrimaries(_ kind: OperationKind, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let primaries = facts.snapshot.selfDeclaredLeaders.map(\.name)
        guard primaries.count > 1 else { return }
        let others = primaries.filter { $0 != facts.leader }
        let first: Phrase =
            others.count < primaries.count
            ? "first stop \(others.map(\.text).phrase), where the leader lock is not: what was written there is lost anyway"
            : "none of them holds the leader lock: first find out whom clients write to, and stop the others"
        let text: Phrase = "split brain: \(primaries.map(\.text).phrase) say primary, and may take writes; \(first)"
        switch kind {
        case .switchover, .failover, .restart, .reinitialize, .resume: draft.doubts(text)
        case .cancelSwitchover, .cancelRestart, .reload, .pause, .configure: draft.warns(text)
        }
    }

    /// What stands between us and the agents that would be asked.
    private func checkRoutes(_ draft: inout PlanDraft) {
        let rights = draft.requests.compactMap(\.right)
        guard !rights.isEmpty else { return }
        checkRights(rights, &draft)
        if options.agentsNeedCredentials {
            draft.refuses(
                "the API server takes the credentials off a request before an agent sees it; "
                    + "Patroni would answer 401: use a port-forward or the agents' own addresses for changes",
                as: .says(.noCredentials),
                nil
            )
        }
    }

    /// What is not known speaks neither for nor against: the API server is going to say.
    private func checkRights(_ rights: [ProxyRight], _ draft: inout PlanDraft) {
        var told: Set<ProxyRight> = []
        for named in rights {
            let verdict = options.rights.verdict(on: named)
            // A name is worth telling only where it makes a difference.
            let isOfName = options.rights[named.forAll] == .denied && verdict != .denied
            let right = isOfName ? named : named.forAll
            guard told.insert(right).inserted else { continue }
            switch verdict {
            case .denied:
                draft.refuses(
                    "you may not \(right.text), so the API server would answer 403; "
                        + "ask for that verb, or watch the agents' own addresses"
                )
            case .unknown(let reason):
                draft.notes("whether you may \(right.text) is not known: \(reason)")
            case .allowed: draft.passes("you may \(right.text)")
            case nil: break
            }
        }
    }

    private func confirmation(of operation: Operation, cluster: String) -> String {
        guard !options.isProduction, let member = operation.soleMember else { return cluster }
        return member.text
    }
}

extension Operation {
    /// The one member that is meant; nil for what concerns several or the cluster.
    var soleMember: MemberName? {
        switch self {
        case .switchover(let switchover): switchover.candidate
        case .failover(let candidate): candidate
        case .restart(let restart): restart.members.count == 1 ? restart.members.first : nil
        case .cancelRestart(let member): member
        case .reload(let members): members.count == 1 ? members.first : nil
        case .reinitialize(let reinitialization): reinitialization.member
        case .cancelSwitchover, .pause, .resume, .configure: nil
        }
    }
}

extension [Check] {
    /// The heaviest first, otherwise in their order.
    var inOrderOfWeight: [Check] {
        enumerated().sorted { ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset) }.map(\.element)
    }
}
