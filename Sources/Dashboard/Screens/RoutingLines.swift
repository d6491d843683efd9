import ClusterModel
import TerminalUI
import Wording

/// The way of a client's session, one line for each server that gets any: client, proxy, server, member.
struct RoutingLines {
    /// How much a line tells; where the whole does not fit, the least that leads a client to a member stays.
    private enum Detail {
        case whole
        case brief
    }

    static func present(
        _ snapshot: ClusterSnapshot,
        now: Timestamp,
        columns: Int = .max,
        in language: Language
    ) -> [StyledText] {
        let whole = RoutingLines(snapshot: snapshot, now: now, detail: .whole, language: language).lines
        return whole.allSatisfy { $0.columns <= columns }
            ? whole : RoutingLines(snapshot: snapshot, now: now, detail: .brief, language: language).lines
    }

    private let snapshot: ClusterSnapshot
    private let now: Timestamp
    private let detail: Detail
    private let language: Language

    private var lines: [StyledText] {
        let width = snapshot.proxies.map(\.name.columns).max() ?? 0
        return snapshot.proxies.flatMap { lines(of: $0, nameWidth: width) }
            + snapshot.probes.map(line) + StoreLines.present(snapshot, now: now, in: language)
    }

    private func lines(of proxy: Proxy, nameWidth: Int) -> [StyledText] {
        let start =
            StyledText(detail == .whole ? language("clients") + " ─▶ " : "", .separator)
            + StyledText(proxy.name.padded(to: nameWidth), .link)
        if let failure = proxy.statistics.failure {
            let seen: Phrase = proxy.statistics.learntAt.map { ", last read \((now - $0).brief) ago" } ?? ""
            return [start + StyledText("  ✖ " + language("\(failure.reason)\(seen)"), .critical)]
        }
        guard proxy.statistics.value != nil else { return [start + StyledText("  …", .muted)] }
        let backends = Dictionary(grouping: proxy.routes, by: \.backend).sorted { $0.key < $1.key }
        guard !backends.isEmpty else {
            return [start + StyledText("  " + language("no backend with servers"), .warning)]
        }
        return backends.flatMap { name, routes -> [StyledText] in
            let open = routes.filter { $0.server.status.takesTraffic }
            guard !open.isEmpty else {
                let nobody = StyledText("✖ " + language("no server is UP"), .critical)
                return [start + StyledText(" ─▶ \(name) ", .separator) + nobody]
            }
            return open.map { start + StyledText(" ─▶ ", .separator) + describe($0) }
        }
    }

    private func describe(_ route: Route) -> StyledText {
        let server = route.server
        let leads = route.member != nil && route.member == snapshot.listedLeader?.name
        let isWrong = route.backendKind == .primaryOnly && route.member != nil && !leads
        var text = StyledText(detail == .whole ? "\(route.backend)/\(server.name) " : "\(server.name) ")
        text.append(server.status.spelling, isWrong ? .critical : .good)
        if detail == .whole {
            if let check = server.check { text.append(" \(check.summary)", .muted) }
            let sessions = server.sessions.current ?? 0
            let count: Phrase = sessions == 1 ? "1 session" : "\(sessions) sessions"
            text.append(" · \(language(count))", .muted)
        }
        text.append(" ─▶ ", .separator)
        guard let member = route.member else { return text + StyledText(language("no known member"), .notice) }
        text.append(member.text, leads ? .leader : .replica)
        if leads { text.append(" ★", .leader) }
        if isWrong { text.append("  ✖ " + language("does not lead"), .critical) }
        return text
    }

    private func line(of probe: Probe) -> StyledText {
        let start =
            StyledText(language("client probe") + " ─▶ ", .separator) + StyledText(probe.address.description, .link)
        switch probe.answer {
        case .pending: return start + StyledText("  …", .muted)
        case .current: return start + StyledText("  ● " + language("a database answers"), .good)
        case .failed(let reason, let since), .stale(_, _, let reason, let since):
            return start + StyledText("  ✖ " + language(reason.phrase(since: since, at: now)), .critical)
        }
    }
}

/// The routing lines for output without a screen.
package enum Routing {
    package static func lines(of snapshot: ClusterSnapshot, in language: Language = .english) -> [StyledText] {
        RoutingLines.present(snapshot, now: snapshot.takenAt, in: language)
    }
}
