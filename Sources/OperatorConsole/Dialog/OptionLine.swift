import ClusterModel
import TerminalUI
import Wording

/// One choice in the plan dialog: its label, and what it is set to.
struct OptionLine {
    private let option: DialogOption
    private let draft: OperationDraft
    private let isFocused: Bool
    private let language: Language

    init(_ option: DialogOption, _ draft: OperationDraft, isFocused: Bool, _ language: Language) {
        self.option = option
        self.draft = draft
        self.isFocused = isFocused
        self.language = language
    }

    func text(columns: Int) -> StyledText {
        let width = columns < 50 ? 17 : 20
        let label = StyledText(language(option.label), isFocused ? .badge : .label)
        return (FocusMark.text(isFocused) + label.padded(to: width) + value).clipped(to: columns)
    }

    private var value: StyledText {
        switch option.manner {
        case .typed:
            let cursor = isFocused ? StyledText("▏", .cursor) : ""
            guard typed.isEmpty else { return StyledText(typed, .inputText) + cursor }
            return cursor + StyledText(language(option.hint), .placeholder)
        case .toggled:
            let box = isOn ? StyledText("[x] ", .accent) : StyledText("[ ] ")
            return box + StyledText(language(option.hint), .muted)
        case .stepped:
            let word = language(scope)
            return isFocused ? StyledText("← \(word) →", .accent) : StyledText(word)
        }
    }

    private var typed: String {
        switch option {
        case .at: draft.at.text
        case .belowVersion: draft.belowVersion.text
        case .timeout: draft.timeout.text
        case .scope, .onlyPending, .force, .fromLeader: ""
        }
    }

    private var isOn: Bool {
        switch option {
        case .onlyPending: draft.onlyPending
        case .force: draft.force
        case .fromLeader: draft.fromLeader
        case .scope, .at, .belowVersion, .timeout: false
        }
    }

    private var scope: Phrase {
        switch draft.scope {
        case .member: draft.member.map { "only \($0)" } ?? "only the selected one"
        case .replicas: "all replicas"
        case .all: "all, replicas first"
        }
    }
}

/// What the keyboard acts on is marked alike wherever it is, in a list, on a label or on a button, and nothing else is.
enum FocusMark {
    static func text(_ isFocused: Bool, else blank: String = "  ") -> StyledText {
        StyledText(isFocused ? "▸ " : blank, .accent)
    }
}
