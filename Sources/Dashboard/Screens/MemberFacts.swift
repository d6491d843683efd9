import ClusterModel
import TerminalUI
import Wording

/// What the listing says of one member beside what its own agent says of itself.
///
/// A side that is not current recedes, and its heading says how old it is: a row that stays is easily taken for the present.
struct MemberFacts {
    static let labelWidth = 20
    private static let mostWidth = 44

    /// One fact, as the listing and as the agent tells it.
    private struct Fact {
        var label: Phrase
        var listed: String?
        var agent: String?

        init(_ label: Phrase, listed: String? = nil, agent: String? = nil) {
            self.label = label
            self.listed = listed
            self.agent = agent
        }
    }

    let member: Member
    let picture: Picture
    let language: Language

    var lines: [StyledText] {
        let known = facts.filter { $0.listed != nil || $0.agent != nil }
        let (listing, agent) = (heading("LISTING", age: listingAge), heading("AGENT", age: agentAge))
        let widest = known.compactMap { $0.listed?.columns }.max() ?? 8
        let width = max(listing.columns, min(Self.mostWidth, widest)) + 2
        let blank = StyledText("".padded(to: Self.labelWidth))
        let rows = known.map { fact in
            StyledText(language(fact.label).padded(to: Self.labelWidth), .label)
                + StyledText((fact.listed ?? "–").clipped(to: width - 2), isDimmed: listingAge != nil).padded(to: width)
                + StyledText(fact.agent ?? "–", isDimmed: agentAge != nil)
        }
        return plight + [blank + listing.padded(to: width) + agent] + rows + [ages]
    }

    /// That the member is gone, before anything that it once was.
    private var plight: [StyledText] {
        switch member.presence {
        case .listed: return []
        case .gone(let since):
            let span = (picture.now - since).brief
            return [StyledText("▲ " + language("gone for \(span); below is what was last known"), .warning)]
        }
    }

    /// Nil while the side is current.
    private var listingAge: Phrase? {
        guard member.isGone || member.listed.currentValue == nil else { return nil }
        return age(member.listed.learntAt)
    }

    private var agentAge: Phrase? {
        member.agent?.report.currentValue == nil ? age(member.agent?.report.learntAt) : nil
    }

    private func age(_ moment: Timestamp?) -> Phrase {
        moment.map { "read \((picture.now - $0).brief) ago" } ?? "never read"
    }

    /// Ages that move every second would be painted every second.
    private func roughAge(_ moment: Timestamp?) -> Phrase {
        moment.map { picture.now - $0 < .seconds(5) } == true ? "just read" : age(moment)
    }

    private func heading(_ title: Phrase, age: Phrase?) -> StyledText {
        StyledText(language(title), .heading) + StyledText(age.map { ", " + language($0) } ?? "", .warning)
    }

    private var ages: StyledText {
        let (listing, agent) = (member.listed.learntAt, member.agent?.report.learntAt)
        let text = language("listing \(roughAge(listing)), agent \(roughAge(agent))")
        var line = StyledText(language("age").padded(to: Self.labelWidth), .label) + StyledText(text, .muted)
        if let failure = member.agent?.report.failure {
            line.append("  ✖ " + language(failure.reason.phrase(since: failure.since, at: picture.now)), .critical)
        }
        return line
    }

    private var facts: [Fact] { positions + settings + own }

    /// Who it is, and where in the log.
    private var positions: [Fact] {
        let (row, own) = (member.listed.value, member.agentReport)
        let measured = picture.snapshot.measuredLagBytes(of: member).map {
            language("\($0.briefBytes) by the agents' positions")
        }
        return [
            Fact("role", listed: row?.role.spelling, agent: own?.role.spelling),
            Fact("state", listed: row?.state.spelling, agent: own?.state.spelling),
            Fact("timeline", listed: row?.timeline.map(String.init), agent: own?.timeline.map(String.init)),
            Fact(
                "address",
                listed: row?.host.map { "\($0):\(row?.port ?? 5432)" },
                agent: member.agent?.address.label
            ),
            Fact("WAL", listed: row?.replayLSN?.description, agent: own?.wal.map { language($0.phrase) }),
            Fact("lag", listed: row?.lag.map(text), agent: measured),
            Fact(
                "receive, replay lag",
                listed: row?.receiveLag.map { "\(text($0)), \(row?.replayLag.map(text) ?? "–")" }
            ),
            Fact("replication", agent: own?.replicationState),
        ]
    }

    /// What people set, or ask of it.
    private var settings: [Fact] {
        let (row, own) = (member.listed.value, member.agentReport)
        return [
            Fact("tags", listed: row.flatMap { text($0.tags) }, agent: own.flatMap { text($0.tags) }),
            Fact(
                "pending restart",
                listed: row?.pendingRestart.map { text($0) },
                agent: own?.pendingRestart.map { text(row?.pendingRestart ?? $0) }
            ),
            Fact(
                "restart planned",
                listed: row?.scheduledRestart?.schedule,
                agent: own?.scheduledRestart?.schedule
            ),
        ]
    }

    /// What only its agent tells.
    private var own: [Fact] {
        let own = member.agentReport
        return [
            Fact("server version", agent: own?.serverVersion.map(Self.describe(version:))),
            Fact("started", agent: own?.postmasterStartTime),
            Fact("Patroni", agent: own?.patroniVersion),
            Fact("system identifier", agent: own?.systemIdentifier),
            Fact("DCS last seen", agent: own?.dcsLastSeen.map { CivilTime($0).clock + " UTC" }),
            Fact("flags", agent: own?.flags.map { language($0) }),
        ]
    }

    private func text(_ lag: Lag) -> String { lag.bytes?.briefBytes ?? language("unknown") }

    private func text(_ tags: [Tag]) -> String? {
        tags.isEmpty ? nil : tags.map(\.brief).joined(separator: " ")
    }

    private func text(_ restart: PendingRestart) -> String {
        guard !restart.reasons.isEmpty else { return language("yes") }
        return restart.reasons.map { "\($0.parameter) \($0.oldValue) → \($0.newValue)" }.joined(separator: ", ")
    }

    /// 150018 is 15.18, 90204 is 9.2.4: openGauss names the PostgreSQL it began from.
    private static func describe(version: Int) -> String {
        version >= 100_000
            ? "\(version / 10_000).\(version % 10_000)"
            : "\(version / 10_000).\(version / 100 % 100).\(version % 100)"
    }
}

extension AgentReport {
    /// What is set of what is usually not; nil where nothing is.
    fileprivate var flags: Phrase? {
        let flags: [(isSet: Bool, word: Phrase)] = [
            (isPaused, "paused"), (clusterIsUnlocked, "cluster unlocked"),
            (failsafeModeIsActive, "failsafe mode active"), (watchdogFailed, "watchdog failed"),
            (isSynchronousStandby, "synchronous standby"), (isQuorumStandby, "quorum standby"),
        ]
        let set = flags.filter(\.isSet).map(\.word)
        return set.isEmpty ? nil : set.joined(separator: ", ")
    }
}

extension WALPosition {
    fileprivate var phrase: Phrase {
        switch self {
        case .written(let position): return "writes at \(position)"
        case .recovered(let received, let replayed, _, let isPaused):
            let paused: Phrase = isPaused ? ", replay paused" : ""
            return "received \(received?.description ?? "–"), replayed \(replayed?.description ?? "–")\(paused)"
        }
    }
}
