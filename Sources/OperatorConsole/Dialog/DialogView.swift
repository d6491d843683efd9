import ClusterModel
import Operations
import TerminalUI
import Wording

/// Draws the plan dialog over a screen: what scrolls, and below it what must never be out of sight.
///
///     ╭─ switchover · orders ──────╮
///     │ candidates, options, plan  │   scrolls
///     │ Type db2 to confirm: db2▏  │
///     │ [ Switch over ] [ Cancel ] │
///     ╰────────────────────────────╯
struct DialogView {
    let dialog: PlanDialog
    let cluster: String
    /// The role of the cluster's frames; nil where it is like any other.
    let frameRole: StyleRole?
    let language: Language
    private static let widest = 100

    /// The part of a screen that the dialog takes: the last line stays free for hints, and the first where there is space.
    static func place(in size: Size) -> Rect {
        var rect = Rect(size)
        _ = rect.takeBottom(1)
        if size.rows >= 16 { _ = rect.takeTop(1) }
        let columns = size.columns < 90 ? size.columns : min(widest, size.columns - 4)
        return Rect(column: (size.columns - columns) / 2, row: rect.row, columns: columns, rows: rect.rows)
    }

    func draw(on buffer: inout CellBuffer) {
        var rect = Self.place(in: buffer.size)
        let inside = rect.columns - 4
        let body = DialogBody(dialog, columns: inside, language: language)
        let fixed = fixedLines(columns: inside)
        let wanted = body.lines.count + fixed.count + 2
        if wanted < rect.rows { rect = rect.takeTop(wanted) }
        buffer.fill(rect, Style(surface: .panel))
        let frame = Style(role: frameRole ?? .separator, surface: .panel)
        buffer.drawBox(rect, style: frame, title: title)
        var inner = rect.inset(columns: 2, rows: 1)
        let bottom = inner.takeBottom(fixed.count)
        drawBody(body, in: inner, on: &buffer)
        for (index, line) in fixed.enumerated() {
            buffer.write(line, column: bottom.column, row: bottom.row + index, surface: .panel, limit: bottom.columns)
        }
    }

    private var title: StyledText {
        StyledText(language(dialog.plan?.operation.summary ?? dialog.draft.kind.phrase), .title)
            + StyledText(" · ", .muted)
            + (frameRole.map { StyledText(" \(cluster) ", $0) } ?? StyledText(cluster, .accent))
    }

    private func drawBody(_ body: DialogBody, in rect: Rect, on buffer: inout CellBuffer) {
        let most = max(0, body.lines.count - rect.rows)
        let wanted = dialog.scroll ?? body.focused.map { $0 - rect.rows / 2 } ?? 0
        let first = min(max(0, wanted), most)
        for (index, line) in body.lines.dropFirst(first).prefix(rect.rows).enumerated() {
            buffer.write(line, column: rect.column, row: rect.row + index, surface: .panel, limit: rect.columns)
        }
        guard most > first, rect.rows > 0 else { return }
        let note = StyledText(language(" \(most - first) more ↓ PgDn "), .muted)
        let column = rect.column + max(0, rect.columns - note.columns)
        buffer.write(note, column: column, row: rect.row + rect.rows, surface: .panel, limit: rect.columns)
    }

    /// The field and the buttons.
    private func fixedLines(columns: Int) -> [StyledText] {
        [StyledText(runs: [])] + [confirmationLine(columns), buttons]
    }

    private func confirmationLine(_ columns: Int) -> StyledText {
        switch dialog.stage {
        case .rechecking:
            return StyledText("▶ " + language("reading the cluster again before anything is sent …"), .warning)
        case .editing: break
        }
        guard let plan = dialog.plan else { return StyledText(language("there is nothing to confirm"), .muted) }
        guard plan.isAllowed else {
            return StyledText("✖ " + language("it will not be sent: see what is marked ✖"), .critical)
        }
        let isFocused = dialog.focus == .name
        let prompt = columns < 60 ? language("type") : language("To confirm, type the name")
        let line =
            FocusMark.text(isFocused) + StyledText(prompt, isFocused ? .badge : .text) + StyledText(" ")
            + StyledText(plan.confirmation, .title)
        let field = StyledText(dialog.name.text, dialog.isConfirmable ? .good : .inputText)
        let isWrong = !plan.confirmation.hasPrefix(dialog.name.text)
        let end: StyledText =
            dialog.isConfirmable
            ? StyledText(" ✔ " + language("Tab, then Enter"), .muted)
            : isWrong ? StyledText(" ✖ " + language("that is not the name"), .critical) : StyledText(runs: [])
        return (line + StyledText(language(": ")) + field + StyledText("▏", isFocused ? .cursor : .muted) + end)
            .clipped(
                to: columns
            )
    }

    private var buttons: StyledText {
        let word = language(dialog.draft.kind.buttonWord)
        let confirm =
            dialog.isConfirmable
            ? button(word, isFocused: dialog.focus == .confirm) : StyledText("   \(word)  ", .muted, isDimmed: true)
        return StyledText(" ") + confirm + StyledText("  ")
            + button(language("Cancel"), isFocused: dialog.focus == .cancel)
    }

    private func button(_ word: String, isFocused: Bool) -> StyledText {
        isFocused
            ? StyledText("▸", .accent) + StyledText("[ \(word) ]", .badge) : StyledText(" [ \(word) ]", .key)
    }
}
