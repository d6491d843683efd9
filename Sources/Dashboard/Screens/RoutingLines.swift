import ClusterModel
import TerminalUI

/// The way of a client's session, one line for each server that gets any: client, proxy, server, member.
enum RoutingLines {
    /// How much a line tells; where the whole does not fit, the least that leads a client to a member stays.
    private enum Detail {
        case whole
        case brief
    }

    static func present(_ snapshot: ClusterSnapshot, now: Timestamp, columns: Int = .max) -> [StyledText] {
        let whole = present(snapshot, now: now, .whole)
        return whole.allSatisfy { $0.columns <= columns } ? whole : present(snapshot, now: now, .brief)
    }

    private static func present(_ snapshot: ClusterSnapshot, now: Timestamp, _ detail: Detail) -> [StyledText] {
        let width = snapshot.proxies.map(\.name.columns).max() ?? 0
        return snapshot.proxies.flatMap { lines(of: $0, in: snapshot, nameWidth: width, now: now, detail) }
            + snapshot.probes.map { line(of: $0, now: now) } + StoreLines.present(snapshot, now: now)
    }

    private static func lines(
        of proxy: Proxy,
        in snapshot: ClusterSnapshot,
        nameWidth: Int,
        now: Timestamp,
        _ detail: Detail
    ) -> [StyledText] {
        let start =
            StyledText(detail == .whole ? "clients ─▶ " : "", .separator)
            + StyledText(proxy.name.padded(to: nameWidth), .link)
        if let failure = proxy.statistics.failure {
            let seen = proxy.statistics.learntAt.map { ", last read \((now - $0).brief) ago" } ?? ""
            return [start + StyledText("  ✖ \(failure.reason)\(seen)", .critical)]
        }
        guard proxy.statistics.value != nil else { return [start + StyledText("  …", .muted)] }
        let backends = Dictionary(grouping: proxy.routes, by: \.backend).sorted { $0.key < $1.key }
        guard !backends.isEmpty else { return [start + StyledText("  no backend with servers", .warning)] }
        return backends.flatMap { name, routes -> [StyledText] in
            let open = routes.filter { $0.server.status.takesTraffic }
            guard !open.isEmpty else {
                return [start + StyledText(" ─▶ \(name) ", .separator) + StyledText("✖ no server is UP", .critical)]
            }
            return open.map { start + StyledText(" ─▶ ", .separator) + describe($0, in: snapshot, detail) }
        }
    }

    private static func describe(_ route: Route, in snapshot: ClusterSnapshot, _ detail: Detail) -> StyledText {
        let server = route.server
        let leads = route.member != nil && route.member == snapshot.listedLeader?.name
        let isWrong = route.backendKind == .primaryOnly && route.member != nil && !leads
        var text = StyledText(detail == .whole ? "\(route.backend)/\(server.name) " : "\(server.name) ")
        text.append(server.status.spelling, isWrong ? .critical : .good)
        if detail == .whole {
            if let check = server.check { text.append(" \(check.summary)", .muted) }
            let sessions = server.sessions.current ?? 0
            text.append(" · \(sessions) \(sessions == 1 ? "session" : "sessions")", .muted)
        }
        text.append(" ─▶ ", .separator)
        guard let member = route.member else { return text + StyledText("no known member", .notice) }
        text.append(member.text, leads ? .leader : .replica)
        if leads { text.append(" ★", .leader) }
        if isWrong { text.append("  ✖ does not lead", .critical) }
        return text
    }

    private static func line(of probe: Probe, now: Timestamp) -> StyledText {
        let start = StyledText("client probe ─▶ ", .separator) + StyledText(probe.address.description, .link)
        switch probe.answer {
        case .pending: return start + StyledText("  …", .muted)
        case .current: return start + StyledText("  ● a database answers", .good)
        case .failed(let reason, let since), .stale(_, _, let reason, let since):
            return start + StyledText("  ✖ \(reason) for \((now - since).brief)", .critical)
        }
    }
}

/// The routing lines for output without a screen.
package enum Routing {
    package static func lines(of snapshot: ClusterSnapshot) -> [StyledText] {
        RoutingLines.present(snapshot, now: snapshot.takenAt)
    }
}
