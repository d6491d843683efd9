import ClusterModel
import Wording

/// Compares two snapshots of one cluster and tells what happened in between.
///
/// Only what was known before and is known now is compared: learning something for the first time is no event.
struct EventDetection {
    let old: ClusterSnapshot
    let new: ClusterSnapshot

    init(from old: ClusterSnapshot, to new: ClusterSnapshot) {
        self.old = old
        self.new = new
    }

    func events() -> [Event] {
        leadership() + memberEvents() + sources() + proxyEvents() + probeEvents() + storeEvents() + podEvents()
            + clusterEvents()
    }

    func event(_ kind: Event.Kind, _ severity: Severity, _ subject: String, _ text: Phrase) -> Event {
        Event(at: new.takenAt, kind: kind, severity: severity, subject: subject, text: text)
    }

    private func leadership() -> [Event] {
        guard old.listing.value != nil, new.listing.currentValue != nil else { return [] }
        let (before, after) = (old.listedLeader?.name, new.listedLeader?.name)
        guard before != after else { return [] }
        switch (before, after) {
        case (let before?, let after?):
            return [event(.leaderChanged, .warning, after.text, "leader changed from \(before) to \(after)")]
        case (let before?, nil):
            return [event(.leaderLost, .critical, before.text, "\(before) lost the leader lock; no leader")]
        case (nil, let after?):
            return [event(.leaderChanged, .warning, after.text, "\(after) is the leader")]
        case (nil, nil): return []
        }
    }

    private func sources() -> [Event] {
        switch (old.listing.currentValue, new.listing.failure) {
        case (.some, let failure?):
            return [event(.listingLost, .warning, new.displayName, "no agent lists the cluster: \(failure.reason)")]
        default: break
        }
        if old.listing.failure != nil, old.listing.value != nil, new.listing.currentValue != nil {
            return [event(.listingReturned, .notice, new.displayName, "the cluster is listed again")]
        }
        return []
    }

    private func clusterEvents() -> [Event] {
        var events: [Event] = []
        let name = new.displayName
        if let before = old.listing.value, let after = new.listing.currentValue {
            if before.isPaused != after.isPaused {
                events.append(
                    after.isPaused
                        ? event(.paused, .warning, name, "maintenance mode on")
                        : event(.resumed, .notice, name, "maintenance mode off")
                )
            }
            if before.scheduledSwitchover != after.scheduledSwitchover {
                events.append(
                    after.scheduledSwitchover.map {
                        event(.switchoverScheduled, .notice, name, "switchover scheduled at \($0.at)")
                    }
                        ?? event(.switchoverUnscheduled, .notice, name, "no switchover is scheduled any more")
                )
            }
        }
        if let before = old.configuration.value, let after = new.configuration.currentValue, before != after {
            let paths = Set(before.settings.map(\.path)).union(after.settings.map(\.path))
            let changed = paths.filter { before[$0] != after[$0] }.sorted()
            let value = { (text: String?) in text.map { Phrase(verbatim: $0) } ?? "unset" }
            let shown = changed.prefix(3).map { path -> Phrase in
                "\(path) \(value(before[path])) → \(value(after[path]))"
            }
            let rest: Phrase = changed.count > 3 ? " and \(changed.count - 3) more" : ""
            events.append(
                event(.configurationChanged, .notice, name, "configuration: \(shown.joined(separator: ", "))\(rest)")
            )
        }
        return events
    }
}
