import ClusterModel

/// Maintenance mode and the dynamic configuration: both are a PATCH of `/config`.
extension Planner {
    func planMaintenance(isOn: Bool, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [facts.leader]).first
        ask(asked, .patch, "/config", #"{"pause": \#(isOn ? "true" : "null")}"#, facts, &draft)
        if facts.isPaused == isOn {
            draft.refuses(isOn ? "maintenance mode is on already" : "maintenance mode is not on")
        }
        draft.impact = [
            isOn
                ? "nobody takes over from a leader that fails, until the cluster is resumed"
                : "Patroni takes charge again: it starts what is down, and replaces a leader that is missing"
        ]
        let silent = facts.listed.filter { $0.agent?.report.currentValue == nil }.map(\.name.text)
        if !silent.isEmpty { draft.warns("\(silent.listed) cannot confirm: no answer from there") }
        guard !isOn else {
            if let scheduled = facts.scheduledSwitchover {
                draft.warns("the switchover scheduled at \(scheduled.at) does not take place in maintenance mode")
            }
            return
        }
        if facts.leader == nil { draft.notes("there is no leader: an election begins at once") }
    }

    func planConfiguration(_ change: ConfigurationChange, _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [facts.leader]).first
        let path = ConfigurationPath(change.path)
        let value = change.value?.trimmed
        guard !path.keys.isEmpty else {
            draft.refuses("no setting is named", as: .badRequest, facts.version(of: asked?.agent))
            return
        }
        guard let json = JSONText(value ?? "null") else {
            draft.refuses("the value is no JSON; text goes in quotes")
            return
        }
        ask(asked, .patch, "/config", RequestBody.nested(path.keys, value ?? "null"), facts, &draft)
        if let refusal = path.refusal { draft.refuses(refusal) }
        let before = facts.configuration.flatMap { path.spelling(in: $0) }
        let after = value.map { path.isSecret ? "•••" : $0.printable(limit: 200) }
        draft.notes("\(change.path): \(before ?? "not set") → \(after ?? "deleted")")
        if facts.configuration != nil, before == (value == nil ? nil : json.spelling) {
            draft.warns("\(change.path) is \(before ?? "not set") already: nothing would change")
        }
        guard value != nil else { return }
        let judgement = ConfigurationCatalogue.judge(path, json, in: facts.configuration)
        draft.checks += judgement.checks
        draft.impact = judgement.impact
    }
}

extension String {
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
