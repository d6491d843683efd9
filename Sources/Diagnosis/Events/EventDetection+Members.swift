import ClusterModel
import Wording

extension EventDetection {
    func memberEvents() -> [Event] {
        new.members.flatMap { after -> [Event] in
            guard let before = old.member(after.name) else {
                guard old.listing.value != nil else { return [] }
                return [event(.memberAppeared, .notice, after.name.text, "\(after.name) joined the cluster")]
            }
            return presence(before, after) + row(before, after) + agent(before, after)
        }
    }

    private func presence(_ before: Member, _ after: Member) -> [Event] {
        switch (before.isGone, after.isGone) {
        case (false, true):
            [event(.memberGone, .warning, after.name.text, "\(after.name) vanished from the listing")]
        case (true, false):
            [event(.memberReturned, .notice, after.name.text, "\(after.name) is listed again")]
        case (false, false), (true, true): []
        }
    }

    private func row(_ before: Member, _ after: Member) -> [Event] {
        guard let old = before.listed.value, let new = after.listed.currentValue, !after.isGone else { return [] }
        let name = after.name
        var events: [Event] = []
        if old.role != new.role {
            let severity: Severity = old.role.leads || new.role.leads ? .warning : .notice
            events.append(event(.roleChanged, severity, name.text, "\(name) \(old.role) → \(new.role)"))
        }
        if old.state != new.state {
            let severity: Severity = new.state.kind == .serving ? .notice : .warning
            events.append(event(.stateChanged, severity, name.text, "\(name) \(old.state) → \(new.state)"))
        }
        if let from = old.timeline, let to = new.timeline, from != to {
            events.append(event(.timelineChanged, .notice, name.text, "\(name) timeline \(from) → \(to)"))
        }
        return events
    }

    private func agent(_ before: Member, _ after: Member) -> [Event] {
        guard let old = before.agent, let new = after.agent else { return [] }
        if old.report.failure == nil, old.report.value != nil, let failure = new.report.failure {
            let text: Phrase = "agent of \(after.name): \(failure.reason)"
            return [event(.agentLost, .warning, after.name.text, text)]
        }
        if old.report.failure != nil, new.report.currentValue != nil {
            return [event(.agentReturned, .notice, after.name.text, "agent of \(after.name) answers again")]
        }
        return []
    }
}
