import ClusterModel
import TerminalUI
import Wording

/// What all proxies together do with write sessions for one member.
struct RouteSummary: Sendable, Equatable {
    /// Proxies that send write sessions to the member.
    var up: Int
    /// Proxies that have a server for it in a backend for writes.
    var total: Int
    /// The spelling of the first server that differs from plain UP or DOWN, or that is wrong.
    var status: ServerStatus
    var check: String?
    /// Since the youngest change among the proxies.
    var since: Duration?
    var leads: Bool

    init?(of member: Member, in snapshot: ClusterSnapshot) {
        let routes = snapshot.proxies.filter { $0.statistics.currentValue != nil }
            .flatMap { $0.writeRoutes.filter { $0.member == member.name } }
        guard let first = routes.first else { return nil }
        let leads = member.name == snapshot.listedLeader?.name
        self.leads = leads
        up = routes.count { $0.server.status.takesTraffic }
        total = routes.count
        let wrong = routes.first { $0.server.status.takesTraffic != leads }
        let shown = wrong ?? first
        status = shown.server.status
        check = shown.server.check?.summary
        since = routes.compactMap(\.server.lastChangeSeconds).min().map { .seconds($0) }
    }

    /// DOWN is as it should be for a member that does not lead, and red for the one that does.
    func text(in language: Language) -> StyledText {
        let share = language(total > 1 ? "UP \(up) of \(total)" : "UP")
        let age = since.map { " \(Self.rounded($0).brief)" } ?? ""
        if up == total, leads { return StyledText("● \(share)\(age)", .good) }
        if up > 0 {
            return StyledText(
                "\(leads && up < total ? "◐" : leads ? "●" : "✖") \(share)",
                leads ? .warning : .critical
            )
        }
        if leads { return StyledText("✖ \(status) \(check ?? "")", .critical) }
        switch status.kind {
        case .down: return StyledText("○ " + language("DOWN ok"), .muted)
        case .up, .goingDown, .goingUp, .draining, .maintenance, .unresolved, .unchecked, .unknown:
            return StyledText("○ \(status)", .notice)
        }
    }

    /// Exact at first, then in steps of ten seconds: an age that moves each second would be written to the terminal each second.
    private static func rounded(_ age: Duration) -> Duration {
        age < .seconds(10) ? age : .seconds(age.inMilliseconds / 10_000 * 10)
    }
}
