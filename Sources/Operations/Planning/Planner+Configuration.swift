import ClusterModel
import Wording

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
        if !silent.isEmpty { draft.warns("\(silent.phrase) cannot confirm: no answer from there") }
        guard !isOn else {
            if let scheduled = facts.scheduledSwitchover {
                draft.warns("the switchover scheduled at \(scheduled.at) does not take place in maintenance mode")
            }
            return
        }
        if facts.leader == nil { draft.notes("there is no leader: an election begins at once") }
    }

    /// - Parameter changes: settings of different paths, none below another.
    func planConfiguration(_ changes: [ConfigurationChange], _ facts: ClusterFacts, _ draft: inout PlanDraft) {
        let asked = facts.agents(preferring: [facts.leader]).first
        guard !changes.isEmpty, changes.allSatisfy({ !ConfigurationPath($0.path).keys.isEmpty }) else {
            draft.refuses("no setting is named", as: .badRequest, facts.version(of: asked?.agent))
            return
        }
        var body = JSONText.object([])
        for change in changes {
            guard let value = change.json else {
                draft.refuses("the value of \(change.path.printable(limit: 100)) is no JSON; text goes in quotes")
                return
            }
            body.put(value, at: ConfigurationPath(change.path).keys[...])
        }
        ask(asked, .patch, "/config", body.json, facts, &draft)
        for overlap in changes.overlaps { draft.refuses(overlap) }
        // Timings are judged by each other, as they will be when all of this is in force.
        let after = (facts.configuration ?? DynamicConfiguration(settings: [])).changed(by: changes)
        for change in changes { describe(change, after, facts, &draft) }
    }

    private func describe(
        _ change: ConfigurationChange,
        _ after: DynamicConfiguration,
        _ facts: ClusterFacts,
        _ draft: inout PlanDraft
    ) {
        let path = ConfigurationPath(change.path)
        if let refusal = path.refusal { draft.refuses(refusal) }
        let before = facts.configuration.map { path.content(of: $0) } ?? .nothing
        let isDeletion = change.json == .null
        let value =
            isDeletion
            ? path.textOfDeletion : Phrase(verbatim: change.valueWithoutSecrets?.printable(limit: 200) ?? "")
        draft.notes("\(change.path): \(before.phrase) → \(value)")
        if facts.configuration.map(change.isHeld) == true {
            draft.warns("\(change.path) is \(before.phrase) already: nothing would change")
        }
        guard let json = change.json else { return }
        let judgement =
            isDeletion
            ? ConfigurationCatalogue.judge(deletionOf: path, in: after)
            : ConfigurationCatalogue.judge(path, json, in: after)
        judgement.checks.forEach { draft.add($0) }
        draft.impact += judgement.impact.filter { !draft.impact.contains($0) }
    }
}

extension ConfigurationChange {
    /// What is to be there, nil where that is no JSON.
    ///
    /// `null` deletes.
    var json: JSONText? { JSONText(value?.trimmed ?? "null") }

    /// Whether the configuration holds it already, so that nothing would change.
    package func isHeld(by configuration: DynamicConfiguration) -> Bool {
        guard let json else { return false }
        let content = ConfigurationPath(path).content(of: configuration)
        return content == (json == .null ? .nothing : .value(json.spelling))
    }

    /// What is to be there as it may be shown and written down, secrets within it hidden; nil where nothing is to be.
    package var valueWithoutSecrets: String? {
        guard let value = value?.trimmed else { return nil }
        guard !ConfigurationPath(path).isSecret else { return DynamicConfiguration.hidden }
        guard let json else {
            let isSuspicious = value.lowercased().contains("password") || value.contains("://")
            return isSuspicious ? DynamicConfiguration.hidden : value
        }
        let shown = json.withoutSecrets
        return shown == json ? value : shown.json
    }
}

extension [ConfigurationChange] {
    /// Which of them would undo one another, as sentences.
    var overlaps: [Phrase] {
        indices.flatMap { later in
            self[..<later].compactMap { earlier -> Phrase? in
                let keys = ConfigurationPath(self[later].path).keys
                let others = ConfigurationPath(earlier.path).keys
                guard keys.starts(with: others) || others.starts(with: keys) else { return nil }
                return keys == others
                    ? "\(earlier.path.printable(limit: 100)) is named twice"
                    : "\(earlier.path.printable(limit: 100)) and \(self[later].path.printable(limit: 100)) overlap"
            }
        }
    }
}

extension DynamicConfiguration {
    /// As it will be, as far as single values go.
    func changed(by changes: [ConfigurationChange]) -> DynamicConfiguration {
        var settings = settings
        for change in changes {
            settings.removeAll { $0.path == change.path }
            switch change.json {
            case .bool, .number, .string:
                settings.append(Setting(path: change.path, value: change.json?.spelling ?? ""))
            case .array, .object, .null, nil: break
            }
        }
        return DynamicConfiguration(settings: settings)
    }
}

extension String {
    var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
