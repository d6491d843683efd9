import ClusterModel
import Wording

extension Operation {
    /// A few words for headers, lists and the audit file: `switchover from db1 to db2`.
    package var summary: Phrase {
        switch self {
        case .switchover(let order): Self.summary(of: order)
        case .cancelSwitchover: "cancel the scheduled switchover"
        case .failover(let candidate): "failover to \(candidate)"
        case .restart(let restart): Self.summary(of: restart)
        case .cancelRestart(let member): "cancel the scheduled restart of \(member)"
        case .reload(let members): "reload \(members.map(\.text).phrase)"
        case .reinitialize(let order): Self.summary(of: order)
        case .pause: "pause"
        case .resume: "resume"
        case .configure(let changes): Self.summary(of: changes)
        }
    }

    private static func summary(of order: Switchover) -> Phrase {
        let candidate: Phrase = order.candidate.map { "\($0)" } ?? "any"
        return at(order.at, "switchover from \(order.leader) to \(candidate)")
    }

    private static func summary(of restart: Restart) -> Phrase {
        var summary: Phrase = "restart \(restart.members.map(\.text).phrase)"
        if restart.onlyPending { summary = "\(summary) where pending" }
        if let version = restart.belowVersion { summary = "\(summary) where below \(version.printable(limit: 20))" }
        return at(restart.at, summary)
    }

    private static func summary(of order: Reinitialization) -> Phrase {
        var summary: Phrase = "reinitialize \(order.member)"
        if order.force { summary = "\(summary), force" }
        if order.fromLeader { summary = "\(summary), from the leader" }
        return summary
    }

    private static func summary(of changes: [ConfigurationChange]) -> Phrase {
        let set = changes.filter { $0.value != nil }.map { $0.path.printable(limit: 100) }
        let deleted = changes.filter { $0.value == nil }.map { $0.path.printable(limit: 100) }
        let parts: [Phrase?] = [
            set.isEmpty ? nil : "set \(set.phrase)", deleted.isEmpty ? nil : "delete \(deleted.phrase)",
        ]
        return parts.compactMap(\.self).joined(separator: "; ")
    }

    private static func at(_ moment: Moment?, _ summary: Phrase) -> Phrase {
        moment.map { "\(summary) at \($0.text.printable(limit: 40))" } ?? summary
    }
}
