import Dashboard
import Operations
import TerminalUI
import Wording

extension ConfigurationScreen {
    /// The lines of the screen, and the one that the cursor is on.
    func present(columns: Int, failure: String?, _ language: Language) -> (lines: [StyledText], selected: Int?) {
        var lines = [SectionTitle.text(language("dynamic configuration"), columns: columns)]
        if let failure { lines.append(StyledText("✖ \(failure)", .critical)) }
        if rows.isEmpty, failure == nil { lines.append(StyledText(language("not read yet"), .muted)) }
        let first = lines.count
        let width = min(columns / 2, rows.map(\.path.columns).max() ?? 0)
        for (index, row) in rows.enumerated() {
            lines.append(line(of: row, isSelected: index == cursor, width: width, language))
        }
        if case .path(let field) = editing {
            lines.append(StyledText("▸ " + language("new key, by its dotted path:") + " ", .label) + input(field))
            return (lines, lines.count - 1)
        }
        if case .value(let path, let field) = editing, !rows.contains(where: { $0.path == path }) {
            lines.append(StyledText("▸ \(path): ", .label) + input(field))
            return (lines, lines.count - 1)
        }
        return (lines, rows.isEmpty ? nil : first + cursor)
    }

    private func line(of row: Row, isSelected: Bool, width: Int, _ language: Language) -> StyledText {
        let head =
            StyledText(isSelected ? "▸ " : "  ", .accent)
            + StyledText(row.path.clipped(to: width).padded(to: width + 2), .label)
        if case .value(let path, let field) = editing, path == row.path { return head + input(field) }
        if let edit = row.edit { return head + line(of: edit, before: row.value, language) }
        let value = row.value.map { StyledText($0) } ?? StyledText(language("deleted"), .warning)
        guard row.hasChanged else { return head + value }
        let before = language(Self.phrase(row.valueAtStart))
        return head + value + StyledText("  ← " + language("\(before) at the start"), .warning)
    }

    private func line(of edit: ConfigurationChange, before: String?, _ language: Language) -> StyledText {
        let deleted = StyledText(language("deleted"), .critical)
        let after = edit.valueWithoutSecrets.map { StyledText($0, .good) } ?? deleted
        return StyledText(language(Self.phrase(before)) + " → ", .muted) + after
            + StyledText("  " + language("not sent"), .warning)
    }

    private static func phrase(_ value: String?) -> Phrase { value.map { Phrase(verbatim: $0) } ?? "not set" }

    private func input(_ field: TextField) -> StyledText {
        StyledText(field.text, .inputText) + StyledText("▏", .cursor)
    }

    var hints: Phrase {
        switch editing {
        case .value: return "Enter see what changes  Tab keep it  Esc drop it"
        case .path: return "Enter goes on to its value  Esc drops it"
        case nil: break
        }
        guard !edits.isEmpty else { return "Enter edit  A add a key  D delete the key  Esc back  ? help" }
        return "S show \(editsText)  U take one back  Enter edit  A add  D delete  Esc drops them"
    }
}
