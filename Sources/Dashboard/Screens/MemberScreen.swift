import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Everything known of one member: what the listing says beside what its own agent says, its trend, routes and events.
struct MemberScreen {
    static func present(_ name: MemberName, _ dashboard: Dashboard, columns: Int) -> ScreenContent {
        guard let member = dashboard.picture.snapshot.member(name) else {
            let text = dashboard.language("\(name) is not known any more.")
            return ScreenContent(lines: [StyledText(text, .muted)])
        }
        let screen = MemberScreen(member: member, dashboard: dashboard, columns: columns)
        return ScreenContent(lines: screen.lines)
    }

    let member: Member
    let dashboard: Dashboard
    let columns: Int

    private var picture: Picture { dashboard.picture }
    private var language: Language { dashboard.language }
    private var trends: TrendLines { TrendLines(picture: picture, columns: columns, language: language) }

    private var lines: [StyledText] {
        [title("listing and agent")] + MemberFacts(member: member, picture: picture, language: language).lines
            + trends.present(member) + replication + routes
            + MemberPodLines.present(member.name, dashboard, columns: columns) + events
    }

    private func title(_ words: Phrase) -> StyledText { SectionTitle.text(language(words), columns: columns) }

    private var replication: [StyledText] {
        guard let agent = member.agent, let senders = agent.report.value?.senders, !senders.isEmpty else { return [] }
        let rows = senders.map { sender in
            StyledText(sender.applicationName.padded(to: MemberFacts.labelWidth), .replica)
                + StyledText("\(sender.clientAddress ?? "local") \(sender.state) \(sender.syncState)")
                + StyledText(sender.syncPriority > 0 ? language(" priority \(sender.syncPriority)") : "", .muted)
        }
        guard agent.report.currentValue == nil, let at = agent.report.learntAt else {
            return ["", title("sends WAL to")] + rows
        }
        return ["", title("sent WAL to, read \((picture.now - at).brief) ago")] + rows.map { $0.dimmed() }
    }

    private var routes: [StyledText] {
        let routes = picture.snapshot.proxies.flatMap { proxy in
            proxy.routes(to: member.name).flatMap { route in
                let key = Trends.ServerKey(proxy: proxy.address, backend: route.backend, server: route.server.name)
                return [line(route, proxy)] + [trends.sessions(key)].compactMap { $0 }
            }
        }
        return routes.isEmpty ? [] : ["", title("routes")] + routes
    }

    private func line(_ route: Route, _ proxy: Proxy) -> StyledText {
        let check = route.server.check
        let detail = [
            check?.summary, check?.lastMessage.flatMap { $0.isEmpty ? nil : $0 },
            route.server.lastChangeSeconds.map { language("for \(Duration.seconds($0).brief)") },
            route.server.sessions.current.map { language("\($0) sessions") },
            route.matchedBy.map { language("matched by \(Phrase($0.rawValue))") },
        ].compactMap { $0 }.joined(separator: " · ")
        let text =
            StyledText("\(proxy.name) ", .link) + StyledText("\(route.backend)/\(route.server.name) ")
            + StyledText(route.server.status.spelling, route.server.status.takesTraffic ? .good : .muted)
            + StyledText("  \(detail)", .muted)
        guard proxy.statistics.currentValue == nil, let at = proxy.statistics.learntAt else { return text }
        return text.dimmed() + StyledText(language(", last read \((picture.now - at).brief) ago"), .warning)
    }

    private var events: [StyledText] {
        let events = picture.events.all.filter { $0.subject == member.name.text }
        let offset = dashboard.options.utcOffsetSeconds
        return ["", title("events")]
            + (events.isEmpty
                ? [StyledText(language("nothing has changed since the start"), .muted)]
                : EventLines.present(events, utcOffsetSeconds: offset, in: language))
    }
}
