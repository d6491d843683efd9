import ClusterModel
import TerminalUI
import Wording

/// The columns of the member table, in the overview and in `nines status`.
package enum MemberColumns {
    /// Columns of the overview, in order; the highest drop priority goes first when the screen is narrow.
    package static let overview: [Column<MemberRow>] = [
        name, role, state, timeline, lag, trend, host, api, pod, node, route, pending, tags, seen,
    ]

    /// Columns of `nines status`, without what needs time to pass.
    package static let status: [Column<MemberRow>] = [name, role, state, timeline, lag, host, api, route, pending]

    /// Columns of `nines status --output wide`.
    package static let wide: [Column<MemberRow>] = status + [tags, version, agent, seen]

    /// Every column that there is.
    package static let all: [Column<MemberRow>] = overview + [podIP, podName, version, agent]

    /// The column of that id.
    package static func named(_ id: String) -> Column<MemberRow>? { all.first { $0.id == id } }

    static let name = Column<MemberRow>(
        id: "member",
        title: "MEMBER",
        help: "name in the cluster",
        width: .fitting(minimum: 6, maximum: 24),
        dropPriority: 0
    ) { row in
        StyledText(
            row.member.name.text,
            row.member.role?.leads == true && !row.member.isGone ? .leader : .text,
            isDimmed: row.isStale
        )
    }

    static let role = Column<MemberRow>(
        id: "role",
        title: "ROLE",
        help: "role in the listing; ≠ when the agent says otherwise",
        width: .fitting(minimum: 7, maximum: 28),
        dropPriority: 0
    ) { row in
        guard let role = row.member.role else { return StyledText("?", .muted) }
        if row.member.isGone { return formerRole(in: row, role) }
        let style: StyleRole = role.leads ? .leader : .replica
        var text = StyledText(role.leads ? "★ \(role)" : role.spelling, style, isDimmed: row.isStale)
        if let own = row.contradiction { text.append(" ≠ \(own)", .critical) }
        return text
    }

    /// A member that is gone leads nothing any more, unless its own agent insists.
    private static func formerRole(in row: MemberRow, _ role: MemberRole) -> StyledText {
        let former = StyledText(row.language("was \(role)"), .muted, isDimmed: true)
        guard let own = row.member.agent?.report.currentValue?.role, own.leads else { return former }
        return former + StyledText(" ≠ \(own)", .critical)
    }

    static let state = Column<MemberRow>(
        id: "state",
        title: "STATE",
        help: "state of its database, or since when it is gone",
        width: .fitting(minimum: 9, maximum: 24),
        dropPriority: 0
    ) { row in
        switch row.member.presence {
        case .gone(let since): return StyledText(row.language("gone \((row.now - since).brief)"), .warning)
        case .listed: break
        }
        guard let state = row.member.state else { return StyledText("?", .muted) }
        return StyledText(state.spelling.isEmpty ? "?" : state.spelling, state.style, isDimmed: row.isStale)
    }

    static let timeline = Column<MemberRow>(
        id: "timeline",
        title: "TL",
        help: "timeline; openGauss does not raise it on promotion",
        width: .fitting(minimum: 2, maximum: 10),
        alignment: .trailing,
        dropPriority: 2
    ) { row in
        StyledText(row.member.timeline.map(String.init) ?? "", isDimmed: row.isStale)
    }

    static let lag = Column<MemberRow>(
        id: "lag",
        title: "LAG",
        help: "bytes of WAL behind the leader",
        width: .fitting(minimum: 7, maximum: 10),
        alignment: .trailing,
        dropPriority: 1
    ) { row in
        switch row.lag {
        case .bytes(let bytes):
            StyledText(bytes.briefBytes, bytes >= 1_048_576 ? .warning : .text, isDimmed: row.isStale)
        case .unknown: StyledText(row.language("unknown"), .warning, isDimmed: row.isStale)
        case nil: StyledText(row.member.role?.leads == true ? "–" : "", .muted)
        }
    }

    static let trend = Column<MemberRow>(
        id: "trend",
        title: "TREND 5m",
        help: "lag over the last five minutes, each member on its own scale",
        width: .fixed(12),
        dropPriority: 6
    ) { row in StyledText(row.trend, .trend, isDimmed: row.isStale) }

    static let host = Column<MemberRow>(
        id: "host",
        title: "HOST",
        help: "address of its database; the port unless it is 5432",
        width: .fitting(minimum: 9, maximum: 40),
        dropPriority: 5
    ) { row in
        guard let listed = row.member.listed.value, let host = listed.host else { return "" }
        let port = listed.port.flatMap { $0 == 5432 ? nil : ":\($0)" } ?? ""
        return StyledText(host + port, isDimmed: row.isStale)
    }

    static let api = Column<MemberRow>(
        id: "api",
        title: "API",
        help: "how long its agent takes to answer, or why it does not",
        width: .fitting(minimum: 6, maximum: 22),
        alignment: .trailing,
        dropPriority: 4
    ) { row in
        guard let agent = row.member.agent else { return StyledText(row.language("no URL"), .muted) }
        if let failure = agent.report.failure { return StyledText(row.language(failure.reason.cell), .critical) }
        if agent.seemsCutFromDCS { return StyledText(row.language("no DCS"), .warning) }
        return StyledText(row.latency?.briefLatency ?? "…", agent.report.value == nil ? .muted : .text)
    }

    static let pod = Column<MemberRow>(
        id: "pod",
        title: "POD",
        help: "status of the pod that it lives in, as kubectl words it",
        width: .fitting(minimum: 7, maximum: 26),
        dropPriority: 3
    ) { row in
        guard let pod = row.pod else { return row.lacksPod ? StyledText(row.language("no pod"), .warning) : "" }
        return StyledText(pod.status, pod.statusStyle, isDimmed: row.isPodStale)
    }

    static let node = Column<MemberRow>(
        id: "node",
        title: "NODE",
        help: "Kubernetes node of its pod",
        width: .fitting(minimum: 6, maximum: 40),
        dropPriority: 7
    ) { row in StyledText(row.pod?.nodeName ?? "", isDimmed: row.isPodStale) }

    static let podIP = Column<MemberRow>(
        id: "ip",
        title: "IP",
        help: "address of its pod",
        width: .fitting(minimum: 7, maximum: 39),
        dropPriority: 7
    ) { row in StyledText(row.pod?.podIPs.first ?? "", isDimmed: row.isPodStale) }

    static let podName = Column<MemberRow>(
        id: "podname",
        title: "POD NAME",
        help: "name of its pod",
        width: .fitting(minimum: 8, maximum: 63),
        dropPriority: 8
    ) { row in StyledText(row.pod?.name ?? "", isDimmed: row.isPodStale) }

    static let route = Column<MemberRow>(
        id: "route",
        title: "ROUTE",
        help: "what the proxies do with write sessions for it; DOWN ok is right for a replica",
        width: .fitting(minimum: 5, maximum: 20),
        dropPriority: 3
    ) { row in row.route?.text(in: row.language) ?? "" }

    static let pending = Column<MemberRow>(
        id: "pending",
        title: "RESTART",
        help: "* when it waits for a restart",
        width: .fixed(7),
        dropPriority: 7
    ) { row in
        guard row.member.isPendingRestart else { return "" }
        return StyledText("*", .notice, isDimmed: row.isStale)
    }

    static let tags = Column<MemberRow>(
        id: "tags",
        title: "TAGS",
        help: "tags of its Patroni configuration",
        width: .fitting(minimum: 4, maximum: 30),
        dropPriority: 9
    ) { row in
        StyledText(row.member.tags.map(\.brief).joined(separator: " "), .muted, isDimmed: row.isStale)
    }

    static let version = Column<MemberRow>(
        id: "version",
        title: "PATRONI",
        help: "version of its Patroni",
        width: .fitting(minimum: 7, maximum: 12),
        dropPriority: 8
    ) { row in StyledText(row.member.agentReport?.patroniVersion ?? "", .muted) }

    static let agent = Column<MemberRow>(
        id: "agent",
        title: "AGENT",
        help: "URL of its agent",
        width: .fitting(minimum: 5, maximum: 48),
        dropPriority: 8
    ) { row in StyledText(row.member.agent?.address.label ?? "", .muted) }

    static let seen = Column<MemberRow>(
        id: "seen",
        title: "SEEN",
        help: "how long ago it was last heard of",
        width: .fixed(6),
        dropPriority: 8
    ) { row in
        guard let seenAt = row.member.seenAt else { return StyledText(row.language("never"), .warning) }
        let age = row.now - seenAt
        return age < .seconds(5) ? StyledText(row.language("now"), .muted) : StyledText(age.brief, .warning)
    }
}

extension [Column<MemberRow>] {
    /// The columns with their headings in `language`.
    package func titled(in language: Language) -> Self { map { $0.titled(in: language) } }
}

extension Column {
    /// The column with its heading in `language`.
    func titled(in language: Language) -> Column {
        language == .english ? self : titled(language(Phrase(title)))
    }
}

extension MemberState {
    /// The style of a state's word.
    var style: StyleRole {
        switch kind {
        case .serving: .good
        case .archiveRecovery: .notice
        case .inTransition, .stopping: .warning
        case .stopped, .failed: .critical
        case .unknown: .warning
        }
    }
}

extension Tag {
    /// The name alone for a tag that is simply set.
    var brief: String { value == "true" ? name : "\(name)=\(value)" }
}

extension ReadFailure {
    /// One or two words for a narrow cell.
    var cell: Phrase {
        switch self {
        case .timedOut(connected: true): "hangs"
        case .timedOut(connected: false), .unreachable: "unreachable"
        case .connectionRefused: "refused"
        case .nameNotResolved: "no such name"
        case .closedWithoutAnswer: "closes"
        case .cutShort: "cut short"
        case .tls: "TLS error"
        case .accessDenied(let status), .httpStatus(let status), .refused(let status, _): "HTTP \(status)"
        case .withoutCredential: "no login"
        case .tooLarge: "too large"
        case .tooManyRedirects: "redirects"
        case .html: "HTML"
        case .undecodable: "unreadable"
        case .notADatabase: "no database"
        }
    }
}
