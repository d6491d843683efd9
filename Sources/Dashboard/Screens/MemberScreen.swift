import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Everything known of one member: what the listing says beside what its own agent says, its trend, routes and events.
enum MemberScreen {
    static func present(_ name: MemberName, _ dashboard: Dashboard, columns: Int) -> ScreenContent {
        let picture = dashboard.picture
        let language = dashboard.language
        guard let member = picture.snapshot.member(name) else {
            return ScreenContent(lines: [StyledText(language("\(name) is not known any more."), .muted)])
        }
        var lines = [SectionTitle.text(language("listing and agent"), columns: columns)]
        lines += sides(member, picture, language)
        lines += TrendLines(picture: picture, columns: columns, language: language).present(member)
        lines += replication(member, columns, language)
        let routes = picture.snapshot.proxies.flatMap { proxy in
            proxy.routes(to: name).flatMap { route in
                let key = Trends.ServerKey(proxy: proxy.address, backend: route.backend, server: route.server.name)
                return [line(route, proxy, language)]
                    + [TrendLines(picture: picture, columns: columns, language: language).sessions(key)].compactMap {
                        $0
                    }
            }
        }
        if !routes.isEmpty { lines += ["", SectionTitle.text(language("routes"), columns: columns)] + routes }
        lines += MemberPodLines.present(name, dashboard, columns: columns)
        let events = picture.events.all.filter { $0.subject == name.text }
        lines += ["", SectionTitle.text(language("events"), columns: columns)]
        lines +=
            events.isEmpty
            ? [StyledText(language("nothing has changed since the start"), .muted)]
            : EventLines.present(events, utcOffsetSeconds: dashboard.options.utcOffsetSeconds, in: language)
        return ScreenContent(lines: lines)
    }

    private static let labelWidth = 20

    /// One fact, as the listing and as the agent tells it.
    private struct Fact {
        var label: Phrase
        var listed: String?
        var agent: String?
    }

    private static func sides(_ member: Member, _ picture: Picture, _ language: Language) -> [StyledText] {
        let known = facts(member, picture, language).filter { $0.listed != nil || $0.agent != nil }
        let width = min(44, known.compactMap { $0.listed?.columns }.max() ?? 8)
        let heading = language("LISTING")
        let header = StyledText("".padded(to: labelWidth) + heading.padded(to: width + 2) + language("AGENT"), .heading)
        let rows = known.map { fact in
            StyledText(language(fact.label).padded(to: labelWidth), .label)
                + StyledText((fact.listed ?? "–").clipped(to: width).padded(to: width + 2))
                + StyledText(fact.agent ?? "–")
        }
        return [header] + rows + [ages(member, picture, language)]
    }

    private static func ages(_ member: Member, _ picture: Picture, _ language: Language) -> StyledText {
        let listed: Phrase = member.listed.learntAt.map { "read \((picture.now - $0).brief) ago" } ?? "never read"
        let agent: Phrase = member.agent?.report.learntAt.map { "read \((picture.now - $0).brief) ago" } ?? "never read"
        var text =
            StyledText(language("age").padded(to: labelWidth), .label)
            + StyledText(language("listing \(listed), agent \(agent)"), .muted)
        if let failure = member.agent?.report.failure {
            text.append("  ✖ " + language("\(failure.reason) for \((picture.now - failure.since).brief)"), .critical)
        }
        return text
    }

    private static func facts(_ member: Member, _ picture: Picture, _ language: Language) -> [Fact] {
        let row = member.listed.value
        let own = member.agentReport
        let measured = picture.snapshot.measuredLagBytes(of: member).map {
            language("\($0.briefBytes) by the agents' positions")
        }
        let lag = { (lag: Lag) in lag.bytes?.briefBytes ?? language("unknown") }
        let pending = (row?.pendingRestart ?? own?.pendingRestart).map { restart in
            restart.reasons.isEmpty
                ? language("yes")
                : restart.reasons.map { "\($0.parameter) \($0.oldValue) → \($0.newValue)" }.joined(separator: ", ")
        }
        return [
            Fact(label: "role", listed: row?.role.spelling, agent: own?.role.spelling),
            Fact(label: "state", listed: row?.state.spelling, agent: own?.state.spelling),
            Fact(label: "timeline", listed: row?.timeline.map(String.init), agent: own?.timeline.map(String.init)),
            Fact(
                label: "address",
                listed: row?.host.map { "\($0):\(row?.port ?? 5432)" },
                agent: member.agent?.address.label
            ),
            Fact(label: "WAL", listed: row?.replayLSN?.description, agent: own?.wal.map { language(describe($0)) }),
            Fact(label: "lag", listed: row?.lag.map(lag), agent: measured),
            Fact(
                label: "receive, replay lag",
                listed: row?.receiveLag.map { "\(lag($0)), \(row?.replayLag.map(lag) ?? "–")" },
                agent: nil
            ),
            Fact(label: "replication", listed: nil, agent: own?.replicationState),
            Fact(
                label: "tags",
                listed: row.map { $0.tags.map(\.brief).joined(separator: " ") }.flatMap { $0.isEmpty ? nil : $0 },
                agent: own.map { $0.tags.map(\.brief).joined(separator: " ") }.flatMap { $0.isEmpty ? nil : $0 }
            ),
            Fact(
                label: "pending restart",
                listed: row?.pendingRestart == nil ? nil : pending,
                agent: own?.pendingRestart == nil ? nil : pending
            ),
            Fact(
                label: "restart planned",
                listed: row?.scheduledRestart?.schedule,
                agent: own?.scheduledRestart?.schedule
            ),
            Fact(label: "server version", listed: nil, agent: own?.serverVersion.map(describe(version:))),
            Fact(label: "started", listed: nil, agent: own?.postmasterStartTime),
            Fact(label: "Patroni", listed: nil, agent: own?.patroniVersion),
            Fact(label: "system identifier", listed: nil, agent: own?.systemIdentifier),
            Fact(label: "DCS last seen", listed: nil, agent: own?.dcsLastSeen.map { CivilTime($0).clock + " UTC" }),
            Fact(label: "flags", listed: nil, agent: own.flatMap(flags).map { language($0) }),
        ]
    }

    private static func flags(_ report: AgentReport) -> Phrase? {
        let flags: [(Bool, Phrase)] = [
            (report.isPaused, "paused"), (report.clusterIsUnlocked, "cluster unlocked"),
            (report.failsafeModeIsActive, "failsafe mode active"), (report.watchdogFailed, "watchdog failed"),
            (report.isSynchronousStandby, "synchronous standby"), (report.isQuorumStandby, "quorum standby"),
        ]
        let set = flags.filter(\.0).map(\.1)
        return set.isEmpty ? nil : set.joined(separator: ", ")
    }

    private static func describe(_ wal: WALPosition) -> Phrase {
        switch wal {
        case .written(let position): return "writes at \(position)"
        case .recovered(let received, let replayed, _, let isPaused):
            let paused: Phrase = isPaused ? ", replay paused" : ""
            return "received \(received?.description ?? "–"), replayed \(replayed?.description ?? "–")\(paused)"
        }
    }

    /// 150018 is 15.18, 90204 is 9.2.4: openGauss names the PostgreSQL it began from.
    private static func describe(version: Int) -> String {
        version >= 100_000
            ? "\(version / 10_000).\(version % 10_000)"
            : "\(version / 10_000).\(version / 100 % 100).\(version % 100)"
    }

    private static func replication(_ member: Member, _ columns: Int, _ language: Language) -> [StyledText] {
        guard let senders = member.agentReport?.senders, !senders.isEmpty else { return [] }
        let rows = senders.map { sender in
            StyledText(sender.applicationName.padded(to: labelWidth), .replica)
                + StyledText("\(sender.clientAddress ?? "local") \(sender.state) \(sender.syncState)")
                + StyledText(sender.syncPriority > 0 ? language(" priority \(sender.syncPriority)") : "", .muted)
        }
        return ["", SectionTitle.text(language("sends WAL to"), columns: columns)] + rows
    }

    private static func line(_ route: Route, _ proxy: Proxy, _ language: Language) -> StyledText {
        let check = route.server.check
        let detail = [
            check?.summary, check?.lastMessage.flatMap { $0.isEmpty ? nil : $0 },
            route.server.lastChangeSeconds.map { language("for \(Duration.seconds($0).brief)") },
            route.server.sessions.current.map { language("\($0) sessions") },
            route.matchedBy.map { language("matched by \(Phrase($0.rawValue))") },
        ].compactMap { $0 }.joined(separator: " · ")
        return StyledText("\(proxy.name) ", .link) + StyledText("\(route.backend)/\(route.server.name) ")
            + StyledText(route.server.status.spelling, route.server.status.takesTraffic ? .good : .muted)
            + StyledText("  \(detail)", .muted)
    }
}
