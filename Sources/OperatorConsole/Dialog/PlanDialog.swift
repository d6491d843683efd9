import ClusterModel
import Operations
import Wording

/// An operation that is being put together and waits for its word.
///
/// Cancel has the focus when it opens. Enter confirms nothing but on the button, which is there only when the exact name stands in its
/// field, and then only a moment after it got the focus: what is pasted, or a key that is held down, cannot get there.
package struct PlanDialog: Sendable {
    /// What the keyboard acts on.
    enum Focus: Hashable, Sendable {
        case cancel
        case candidates
        case option(DialogOption)
        case name
        case confirm
    }

    /// How far it has come.
    enum Stage: Hashable, Sendable {
        case editing
        /// Confirmed by name; the world is being read again, for looks that began at this time.
        case rechecking(since: Timestamp)
    }

    var draft: OperationDraft
    /// The plan of the latest look; nil while the draft is no operation.
    private(set) var plan: Plan?
    /// Those of the latest plan: they stay in sight while a field holds what is no time.
    private(set) var candidates: [Candidate] = []
    /// Why the draft is no operation.
    private(set) var problem: Phrase?
    var focus = Focus.cancel
    /// When the button got the focus.
    var armedAt: Timestamp?
    var name = TextField()
    var stage = Stage.editing
    /// What happened that the user must know, for instance why nothing was sent.
    var warning: Phrase?
    /// How many lines of its body are above what is seen; nil lets the focused one be seen.
    var scroll: Int?
    /// Where the cursor goes back to.
    var configuration: ConfigurationScreen?

    init(_ draft: OperationDraft) {
        self.draft = draft
    }

    /// What a key in the dialog leads to.
    enum Action: Hashable, Sendable {
        case none
        /// The draft is another now.
        case changed
        case close
        case confirm
    }

    var options: [DialogOption] { DialogOption.all(for: draft.kind) }

    /// Whom the operation is for, among the candidates.
    var chosenIndex: Int? {
        guard let chosen = draft.candidate ?? plan?.operation.candidate else { return nil }
        return candidates.firstIndex { $0.member == chosen }
    }

    /// Whether the exact name stands in its field and nothing speaks against sending.
    var isConfirmable: Bool {
        guard stage == .editing, let plan, plan.isAllowed else { return false }
        return name.text == plan.confirmation
    }

    /// Where Tab goes, in the order in which it goes.
    var stops: [Focus] {
        (candidates.isEmpty ? [] : [.candidates]) + options.map(Focus.option) + [.name]
            + (isConfirmable ? [.confirm] : []) + [.cancel]
    }

    /// Takes over the plan of a new look; a button that may no longer be pressed loses the focus.
    ///
    /// - Parameter problem: why there is none.
    mutating func take(_ plan: Plan?, problem: Phrase?) {
        self.plan = plan
        self.problem = problem
        if let plan { candidates = plan.candidates }
        if focus == .confirm, !isConfirmable { setFocus(.cancel, at: nil) }
        if focus == .candidates, candidates.isEmpty { setFocus(.cancel, at: nil) }
    }

    mutating func setFocus(_ focus: Focus, at now: Timestamp?) {
        self.focus = focus
        armedAt = focus == .confirm ? now : nil
        scroll = nil
    }

    /// Goes back to editing, because what was confirmed was not sent.
    mutating func abort(because reason: Phrase) {
        stage = .editing
        warning = reason
        name = TextField()
        setFocus(.cancel, at: nil)
        scroll = 0
    }
}

extension Operation {
    /// Who takes over; nil where nobody does, or anybody may.
    var candidate: MemberName? {
        switch self {
        case .switchover(let switchover): switchover.candidate
        case .failover(let candidate): candidate
        case .cancelSwitchover, .restart, .cancelRestart, .reload, .reinitialize, .pause, .resume, .configure: nil
        }
    }
}
