import ClusterModel

extension Operation {
    /// A few words for headers, lists and the audit file: `switchover from db1 to db2`.
    package var summary: String {
        switch self {
        case .switchover(let order):
            "switchover from \(order.leader) to \(order.candidate?.text ?? "any")" + Self.time(order.at)
        case .cancelSwitchover: "cancel the scheduled switchover"
        case .failover(let candidate): "failover to \(candidate)"
        case .restart(let restart):
            "restart \(restart.members.map(\.text).listed)"
                + (restart.onlyPending ? " where pending" : "")
                + (restart.belowVersion.map { " where below \($0.printable(limit: 20))" } ?? "") + Self.time(restart.at)
        case .cancelRestart(let member): "cancel the scheduled restart of \(member)"
        case .reload(let members): "reload \(members.map(\.text).listed)"
        case .reinitialize(let order):
            "reinitialize \(order.member)" + (order.force ? ", force" : "")
                + (order.fromLeader ? ", from the leader" : "")
        case .pause: "pause"
        case .resume: "resume"
        case .configure(let changes): Self.summary(of: changes)
        }
    }

    private static func summary(of changes: [ConfigurationChange]) -> String {
        let set = changes.filter { $0.value != nil }.map { $0.path.printable(limit: 100) }
        let deleted = changes.filter { $0.value == nil }.map { $0.path.printable(limit: 100) }
        return [set.isEmpty ? nil : "set \(set.listed)", deleted.isEmpty ? nil : "delete \(deleted.listed)"]
            .compactMap(\.self).joined(separator: "; ")
    }

    private static func time(_ moment: Moment?) -> String {
        moment.map { " at \($0.text.printable(limit: 40))" } ?? ""
    }
}
