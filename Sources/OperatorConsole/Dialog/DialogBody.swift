import ClusterModel
import Operations
import TerminalUI
import Wording

/// The scrolling part of the plan dialog: lines, and which of them the focus is on.
struct DialogBody {
    private(set) var lines: [StyledText] = []
    /// The line that must be in sight.
    private(set) var focused: Int?
    private let columns: Int
    private let dialog: PlanDialog
    private let language: Language
    private let plan: PlanLines

    init(_ dialog: PlanDialog, columns: Int, language: Language) {
        self.dialog = dialog
        self.columns = columns
        self.language = language
        plan = PlanLines(columns: columns, language: language)
        if let warning = dialog.warning { addNews("▲ ", warning, .warning) }
        if let problem = dialog.problem { addNews("✖ ", problem, .critical) }
        addWarnings()
        addChange()
        addCandidates()
        addOptions()
        addPlan()
    }

    private mutating func add(_ more: [StyledText]) { lines += more }

    private mutating func addNews(_ sign: String, _ phrase: Phrase, _ role: StyleRole) {
        add(StyledText(sign + language(phrase), role).wrapped(to: columns) + [""])
    }

    private mutating func addSection(_ title: Phrase, _ lines: [StyledText]) {
        if !lines.isEmpty { add([StyledText(language(title), .heading)] + lines) }
    }

    /// What the chosen candidate's own row does not say already, as far as it weighs so much, or less.
    private func checks(_ isMeant: (Check) -> Bool) -> [Check] {
        guard let checks = dialog.plan?.checks.filter(isMeant) else { return [] }
        guard let index = dialog.chosenIndex else { return checks }
        let candidate = dialog.candidates[index]
        let said = Set(candidate.checks.map { "\(candidate.member): \($0.text)" as Phrase })
        return checks.filter { !said.contains($0.text) }
    }

    /// What speaks against it comes first: nobody is to find it by scrolling.
    private mutating func addWarnings() {
        let warnings = plan.checks(checks { $0.severity >= .warns })
        if !warnings.isEmpty { add(warnings + [""]) }
    }

    private mutating func addPlan() {
        guard let made = dialog.plan else { return }
        addSection("would be sent", plan.requests(made))
        addSection("before it is", plan.checks(checks { $0.severity < .warns }))
        addSection("what comes of it", plan.prospect(made))
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
        add([StyledText(language("candidates"), .heading)])
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
        let isFocused = isChosen && dialog.focus == .candidates
        let name = isFocused ? "[\(candidate.member)]" : candidate.member.text
        let head =
            FocusMark.text(isFocused, else: isChosen ? "› " : "  ")
            + StyledText("\(severity.symbol) ", severity.style)
            + StyledText(name, isFocused ? .badge : isChosen ? .title : .text).padded(to: 8)
        guard isChosen else {
            let reason = severity > .notes ? worst : candidate.checks.first
            let line = head + StyledText(" \(reason.map { language($0.text) } ?? "")", .muted)
            return [candidate.isEligible ? line.clipped(to: columns) : line.clipped(to: columns).dimmed()]
        }
        return [head] + plan.checks(candidate.checks, indent: 4)
    }

    private mutating func addOptions() {
        guard !dialog.options.isEmpty else { return }
        for option in dialog.options {
            let isFocused = dialog.focus == .option(option)
            if isFocused { focused = lines.count }
            add([OptionLine(option, dialog.draft, isFocused: isFocused, language).text(columns: columns)])
        }
        add([""])
    }
}
