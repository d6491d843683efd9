import ClusterModel
import Operations
import TerminalUI

/// The scrolling part of the plan dialog: lines, and which of them the focus is on.
struct DialogBody {
    private(set) var lines: [StyledText] = []
    /// The line that must be in sight.
    private(set) var focused: Int?
    private let columns: Int
    private let dialog: PlanDialog

    init(_ dialog: PlanDialog, columns: Int) {
        self.dialog = dialog
        self.columns = columns
        if let warning = dialog.warning { add(StyledText("▲ \(warning)", .warning).wrapped(to: columns) + [""]) }
        if let problem = dialog.problem { add(StyledText("✖ \(problem)", .critical).wrapped(to: columns) + [""]) }
        addChange()
        addCandidates()
        addOptions()
        guard let plan = dialog.plan else { return }
        add(title("would be sent", PlanLines.requests(plan, columns: columns)))
        add(title("before it is", PlanLines.checks(checks(of: plan), columns: columns)))
        add(
            title(
                "what comes of it",
                PlanLines.prediction(plan, columns: columns) + PlanLines.impact(plan, columns: columns)
            )
        )
    }

    /// What the chosen candidate's own row does not say already.
    private func checks(of plan: Plan) -> [Check] {
        guard let index = dialog.chosenIndex else { return plan.checks }
        let candidate = dialog.candidates[index]
        let said = Set(candidate.checks.map { "\(candidate.member): \($0.text)" })
        return plan.checks.filter { !said.contains($0.text) }
    }

    private mutating func add(_ more: [StyledText]) { lines += more }

    private func title(_ word: String, _ lines: [StyledText]) -> [StyledText] {
        lines.isEmpty ? [] : [StyledText(word, .heading)] + lines
    }

    /// What a change of the configuration takes away and puts there.
    private mutating func addChange() {
        guard case .configure(let changes) = dialog.plan?.operation else { return }
        for change in changes {
            let before = dialog.configuration?.value(of: change.path)
            if let before { add([StyledText("- \(change.path): \(before)", .critical).clipped(to: columns)]) }
            if let after = change.valueWithoutSecrets {
                add([StyledText("+ \(change.path): \(after)", .good).clipped(to: columns)])
            }
        }
        add([""])
    }

    private mutating func addCandidates() {
        guard !dialog.candidates.isEmpty else { return }
        add([StyledText("candidates", .heading)])
        for (index, candidate) in dialog.candidates.enumerated() {
            let isChosen = index == dialog.chosenIndex
            if isChosen { focused = lines.count }
            add(lines(of: candidate, isChosen: isChosen))
        }
        add([""])
    }

    private func lines(of candidate: Candidate, isChosen: Bool) -> [StyledText] {
        let worst = candidate.checks.max { $0.severity < $1.severity }
        let severity = worst?.severity ?? .passes
        let mark = StyledText(isChosen ? "▸ " : "  ", .accent)
        let name = StyledText(candidate.member.text.padded(to: 8), isChosen ? .title : .text)
        let sign = StyledText("\(severity.symbol) ", severity.style)
        let head = mark + sign + name
        guard isChosen else {
            let reason = severity > .notes ? worst?.text : candidate.checks.first?.text
            let line = head + StyledText(" \(reason ?? "")", .muted)
            return [candidate.isEligible ? line.clipped(to: columns) : line.clipped(to: columns).dimmed()]
        }
        return [head] + PlanLines.checks(candidate.checks, indent: 4, columns: columns)
    }

    private mutating func addOptions() {
        guard !dialog.options.isEmpty else { return }
        for option in dialog.options {
            let isFocused = dialog.focus == .option(option)
            if isFocused { focused = lines.count }
            add([line(of: option, isFocused: isFocused).clipped(to: columns)])
        }
        add([""])
    }

    private func line(of option: DialogOption, isFocused: Bool) -> StyledText {
        let width = columns < 50 ? 17 : 20
        let label = StyledText(isFocused ? "▸ " : "  ", .accent) + StyledText(option.label.padded(to: width), .label)
        switch option.manner {
        case .typed:
            let text = value(of: option)
            let cursor = isFocused ? StyledText("▏", .cursor) : ""
            if text.isEmpty { return label + cursor + StyledText(option.hint, .placeholder) }
            return label + StyledText(text, .inputText) + cursor
        case .toggled:
            let mark = isOn(option) ? StyledText("[x] ", .accent) : StyledText("[ ] ")
            return label + mark + StyledText(option.hint, .muted)
        case .stepped:
            let word = scopeText
            return label + (isFocused ? StyledText("◂ \(word) ▸", .accent) : StyledText(word))
        }
    }

    private func value(of option: DialogOption) -> String {
        switch option {
        case .at: dialog.draft.at.text
        case .belowVersion: dialog.draft.belowVersion.text
        case .timeout: dialog.draft.timeout.text
        case .scope, .onlyPending, .force, .fromLeader: ""
        }
    }

    private func isOn(_ option: DialogOption) -> Bool {
        switch option {
        case .onlyPending: dialog.draft.onlyPending
        case .force: dialog.draft.force
        case .fromLeader: dialog.draft.fromLeader
        case .scope, .at, .belowVersion, .timeout: false
        }
    }

    private var scopeText: String {
        switch dialog.draft.scope {
        case .member: "only \(dialog.draft.member?.text ?? "the selected one")"
        case .replicas: "all replicas"
        case .all: "all, replicas first"
        }
    }
}
