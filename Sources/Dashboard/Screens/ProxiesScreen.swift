import ClusterModel
import TerminalUI
import Wording

/// Every server of every backend of every proxy, as HAProxy's own page counts them.
enum ProxiesScreen {
    /// One server with the proxy it belongs to.
    struct Row: Sendable {
        let proxy: Proxy
        let route: Route
        let leader: MemberName?
        let language: Language

        var sessions: SessionCounts { route.server.sessions }
        var isStale: Bool { proxy.statistics.currentValue == nil }
    }

    static func present(_ dashboard: Dashboard, columns: Int) -> ScreenContent {
        let snapshot = dashboard.picture.snapshot
        let language = dashboard.language
        guard !snapshot.proxies.isEmpty else {
            return ScreenContent(lines: [
                StyledText(language("No proxy is watched: give its statistics page with --haproxy URL."), .muted)
            ])
        }
        let leader = snapshot.listedLeader?.name
        let rows = snapshot.proxies.flatMap { proxy in
            proxy.routes.map { Row(proxy: proxy, route: $0, leader: leader, language: language) }
        }
        let sifted = dashboard.sift(rows) { row in
            let (proxy, server, member) = (row.proxy.name, row.route.server.name, row.route.member?.text)
            return dashboard.matchesFilter([proxy, row.route.backend, server, member])
                || row.isCritical || dashboard.isCritical([proxy, "\(proxy) \(server)", member])
        }
        let table = Table(columns: self.columns.map { $0.titled(in: language) })
            .lines(rows: sifted.shown, into: columns)
        let failures = snapshot.proxies.compactMap { proxy in
            proxy.statistics.failure.map { failure in
                StyledText(
                    "✖ \(proxy.name): "
                        + language(failure.reason.phrase(since: failure.since, at: dashboard.picture.now)),
                    .critical
                )
            }
        }
        return ScreenContent(
            pinned: failures + [table.header],
            lines: table.rows + dashboard.hiddenLines(sifted.hidden)
        )
    }

    private static let columns: [Column<Row>] = [
        Column(
            id: "proxy",
            title: "PROXY",
            help: "statistics address",
            width: .fitting(minimum: 14, maximum: 32),
            dropPriority: 3
        ) { StyledText($0.proxy.name, .link, isDimmed: $0.isStale) },
        Column(
            id: "backend",
            title: "BACKEND",
            help: "backend and whom its check lets through",
            width: .fitting(minimum: 7, maximum: 24),
            dropPriority: 4
        ) { StyledText($0.route.backend, isDimmed: $0.isStale) },
        Column(
            id: "kind",
            title: "FOR",
            help: "inferred from who passes the check",
            width: .fixed(6),
            dropPriority: 6
        ) { StyledText($0.language($0.route.backendKind.word), .muted) },
        Column(id: "server", title: "SERVER", help: "server", width: .fitting(minimum: 6, maximum: 24), dropPriority: 0)
        { StyledText($0.route.server.name, isDimmed: $0.isStale) },
        Column(
            id: "member",
            title: "MEMBER",
            help: "the member it stands for",
            width: .fitting(minimum: 6, maximum: 20),
            dropPriority: 1
        ) { row in
            guard let member = row.route.member else { return StyledText("?", .notice) }
            return StyledText(member.text, member == row.leader ? .leader : .replica, isDimmed: row.isStale)
        },
        Column(
            id: "status",
            title: "STATUS",
            help: "as HAProxy spells it",
            width: .fitting(minimum: 6, maximum: 20),
            dropPriority: 0
        ) { StyledText($0.route.server.status.spelling, $0.statusStyle, isDimmed: $0.isStale) },
        Column(
            id: "check",
            title: "CHECK",
            help: "last health check",
            width: .fitting(minimum: 9, maximum: 12),
            dropPriority: 2
        ) { StyledText($0.route.server.check?.summary ?? "", .muted) },
        Column(
            id: "since",
            title: "SINCE",
            help: "last change of status",
            width: .fixed(7),
            alignment: .trailing,
            dropPriority: 5
        ) { StyledText($0.route.server.lastChangeSeconds.map { Duration.seconds($0).brief } ?? "") },
        Column(
            id: "current",
            title: "SESS",
            help: "sessions now",
            width: .fitting(minimum: 4, maximum: 8),
            alignment: .trailing,
            dropPriority: 4
        ) { StyledText($0.sessions.current.map(String.init) ?? "", $0.isFull ? .critical : .text) },
        Column(
            id: "limit",
            title: "LIMIT",
            help: "maxconn of the server",
            width: .fitting(minimum: 5, maximum: 8),
            alignment: .trailing,
            dropPriority: 8
        ) { StyledText($0.sessions.limit.map(String.init) ?? "–", .muted) },
        Column(
            id: "queued",
            title: "QUEUE",
            help: "sessions that wait",
            width: .fixed(5),
            alignment: .trailing,
            dropPriority: 9
        ) { StyledText($0.sessions.queued.map(String.init) ?? "", ($0.sessions.queued ?? 0) > 0 ? .warning : .muted) },
        Column(
            id: "total",
            title: "TOTAL",
            help: "sessions since the start",
            width: .fitting(minimum: 5, maximum: 10),
            alignment: .trailing,
            dropPriority: 10
        ) { StyledText($0.sessions.total.map(String.init) ?? "", .muted) },
        Column(
            id: "in",
            title: "IN",
            help: "bytes in",
            width: .fitting(minimum: 8, maximum: 9),
            alignment: .trailing,
            dropPriority: 11
        ) { StyledText($0.sessions.bytesIn?.briefBytes ?? "", .muted) },
        Column(
            id: "out",
            title: "OUT",
            help: "bytes out",
            width: .fitting(minimum: 8, maximum: 9),
            alignment: .trailing,
            dropPriority: 11
        ) { StyledText($0.sessions.bytesOut?.briefBytes ?? "", .muted) },
        Column(
            id: "errors",
            title: "ERR",
            help: "connection and response errors",
            width: .fitting(minimum: 3, maximum: 8),
            alignment: .trailing,
            dropPriority: 7
        ) { row in
            let errors = (row.sessions.connectionErrors ?? 0) &+ (row.sessions.responseErrors ?? 0)
            return StyledText(String(errors), errors > 0 ? .warning : .muted)
        },
    ]
}

extension ProxiesScreen.Row {
    /// DOWN is right where the member does not belong into the backend, and wrong where it does.
    fileprivate var statusStyle: StyleRole {
        let belongs: Bool? =
            switch route.backendKind {
            case .primaryOnly: route.member == leader
            case .replicasOnly: route.member != leader
            case .anyMember: true
            case .unknown: nil
            }
        switch (route.server.status.takesTraffic, belongs) {
        case (true, false): return .critical
        case (true, _): return .good
        case (false, true): return .critical
        case (false, _): return .muted
        }
    }

    /// Sessions go to the wrong member, the right one gets none, or there is no place for more.
    fileprivate var isCritical: Bool { !isStale && statusStyle == .critical || isFull }

    fileprivate var isFull: Bool {
        guard let limit = sessions.limit, limit > 0, let current = sessions.current else { return false }
        return current >= limit
    }
}

extension BackendKind {
    /// Whom the backend is for, in a word.
    var word: Phrase {
        switch self {
        case .primaryOnly: "writes"
        case .replicasOnly: "reads"
        case .anyMember: "any"
        case .unknown: "?"
        }
    }
}
