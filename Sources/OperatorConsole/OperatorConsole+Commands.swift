import ClusterModel
import Dashboard
import Operations
import Wording

extension OperatorConsole {
    /// Does what a key or a word asks for.
    ///
    /// - Parameters:
    ///   - member: whom the word named; the one that is looked at when nil.
    ///   - scope: what the dialog begins with, where it asks for one.
    mutating func perform(
        _ command: ConsoleCommand,
        member: MemberName?,
        scope: MemberScope = .member
    ) -> [Effect] {
        let focused = member ?? dashboard.focusedMember
        switch command {
        case .switchover: open(OperationDraft(.switchover, candidate: member))
        case .failover: open(OperationDraft(.failover, candidate: member))
        case .restart: open(OperationDraft(.restart, member: focused, scope: scope))
        case .reload: open(OperationDraft(.reload, member: focused, scope: scope))
        case .reinitialize: open(OperationDraft(.reinitialize, member: focused))
        case .pauseOrResume: open(OperationDraft(dashboard.snapshot.isPaused ? .resume : .pause))
        case .cancelScheduled: openCancelling(member)
        case .configuration:
            layer = .configuration(
                ConfigurationScreen(start: configurationAtStart, now: dashboard.snapshot.configuration.value)
            )
        case .operations:
            layer = .operations(scroll: 0)
            return [.recall]
        case .commandLine: layer = .commandLine(CommandLine())
        }
        return []
    }

    /// A scheduled switchover goes before a scheduled restart, unless a member was named.
    private mutating func openCancelling(_ member: MemberName?) {
        let snapshot = dashboard.snapshot
        if member == nil, snapshot.listing.value?.scheduledSwitchover != nil {
            return open(OperationDraft(.cancelSwitchover))
        }
        let waiting = membersAwaitingRestart
        let focused = member ?? dashboard.focusedMember
        let chosen = focused.flatMap { waiting.contains($0) ? $0 : nil } ?? (member == nil ? waiting.first : nil)
        guard let chosen else {
            let nothing: Phrase =
                member.map { "no restart of \($0) is scheduled" } ?? "no switchover and no restart is scheduled"
            return dashboard.say(nothing)
        }
        open(OperationDraft(.cancelRestart, member: chosen))
    }

    /// Those whose restart is scheduled.
    var membersAwaitingRestart: [MemberName] {
        dashboard.snapshot.members.filter { $0.listed.value?.scheduledRestart != nil }.map(\.name)
    }

    /// Does what was typed after the colon.
    mutating func run(_ text: String) -> [Effect] {
        let words = text.split(separator: " ").map(String.init)
        guard let first = words.first else { return [] }
        guard let row = CommandWords.row(for: first) else {
            dashboard.say("no command is called “\(first)”; Tab after : lists them")
            return []
        }
        var member: MemberName?
        var scope = MemberScope.member
        if words.count == 2, row.takes == .memberOrAll, words[1] == CommandWords.all, !memberNames.contains("all") {
            scope = .all
        } else if words.count > 1 {
            guard row.takes != nil, words.count == 2, let known = memberNames.first(where: { $0.text == words[1] })
            else {
                dashboard.say(row.takes != nil ? "no member is called “\(words[1])”" : "\(row.word) takes no word")
                return []
            }
            member = known
        }
        return perform(row.meaning, member: member, scope: scope)
    }

    private mutating func perform(
        _ meaning: CommandWords.Meaning,
        member: MemberName?,
        scope: MemberScope
    ) -> [Effect] {
        switch meaning {
        case .dashboard(let command): return wrap(dashboard.perform(command))
        case .console(let command): return perform(command, member: member, scope: scope)
        case .member:
            if let member = member ?? dashboard.focusedMember { dashboard.show(member) }
        case .pause: open(OperationDraft(.pause))
        case .resume: open(OperationDraft(.resume))
        }
        return []
    }
}
