import ClusterModel
import Wording

/// Whom to ask, and what it means when nobody answers.
extension Planner {
    /// One request to an agent that can speak for the cluster.
    func ask(
        _ asked: (member: MemberName?, agent: Agent)?,
        _ method: RequestOutline.Method,
        _ path: String,
        _ body: String?,
        timeoutSeconds: Int = 30,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        guard let asked else {
            draft.refuses("no agent is known to ask")
            return
        }
        draft.requests.append(
            RequestOutline(
                method: method,
                agent: asked.agent.address,
                member: asked.member,
                path: path,
                body: body,
                timeoutSeconds: timeoutSeconds
            )
        )
        if asked.agent.report.currentValue == nil {
            let reason: Phrase = asked.agent.report.failure.map { ": \($0.reason)" } ?? ""
            draft.refuses("no agent answers us\(reason)")
        } else if asked.agent.seemsCutFromDCS {
            draft.refuses(
                "no agent that answers us reaches the DCS; the connection would be closed without an answer, "
                    + "and nothing would happen"
            )
        }
    }

    /// One request to a member's own agent.
    ///
    /// False where there is none to ask.
    @discardableResult func ask(
        _ name: MemberName,
        _ method: RequestOutline.Method,
        _ path: String,
        _ body: String?,
        timeoutSeconds: Int = 30,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) -> Bool {
        guard let member = facts.snapshot.member(name) else {
            draft.refuses("\(name) is no member of this cluster")
            return false
        }
        guard let agent = member.agent else {
            draft.refuses("\(name) has no agent that we know of")
            return false
        }
        draft.requests.append(
            RequestOutline(
                method: method,
                agent: agent.address,
                member: name,
                path: path,
                body: body,
                timeoutSeconds: timeoutSeconds
            )
        )
        guard agent.report.currentValue == nil else { return true }
        let reason: Phrase = agent.report.failure.map { ": \($0.reason)" } ?? ""
        draft.refuses("\(name)'s agent does not answer us\(reason)")
        return false
    }
}
