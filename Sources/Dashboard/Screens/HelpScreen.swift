import TerminalUI
import Wording

/// Keys, columns and signs; the keys are the rows of the key table.
enum HelpScreen {
    private static let keyWidth = 21

    static func present(_ keyHelp: [KeyHelp], columns: Int, in language: Language) -> ScreenContent {
        let keys = KeyBinding.Group.allCases.flatMap { group -> [StyledText] in
            let rows = KeyTable.rows.filter { $0.group == group }
            return [SectionTitle.text(language(Phrase(group.rawValue.lowercased())), columns: columns)]
                + rows.flatMap { explain(StyledText($0.keyNames, .key), language(Phrase($0.help)), columns) }
        }
        let columnHelp = MemberColumns.overview.flatMap { column in
            explain(StyledText(language(Phrase(column.title)), .label), language(Phrase(column.help)), columns)
        }
        let signHelp = signs.flatMap { explain(StyledText($0.sign, $0.role), language($0.meaning), columns) }
        return ScreenContent(
            lines: keys + outerKeys(keyHelp, columns: columns, language)
                + [SectionTitle.text(language("columns"), columns: columns)]
                + columnHelp
                + [SectionTitle.text(language("signs"), columns: columns)] + signHelp
        )
    }

    /// Keys of a program around the dashboard; those that this session may not use recede, and the reason stands above them.
    private static func outerKeys(_ rows: [KeyHelp], columns: Int, _ language: Language) -> [StyledText] {
        var groups: [String] = []
        for row in rows where !groups.contains(row.group) { groups.append(row.group) }
        return groups.flatMap { group -> [StyledText] in
            let members = rows.filter { $0.group == group }
            var denials: [Phrase] = []
            for row in members { if let denial = row.denial, !denials.contains(denial) { denials.append(denial) } }
            let reasons = denials.flatMap {
                StyledText("  ✖ " + language($0), .notice).wrapped(to: max(8, columns - 2))
            }
            let lines = members.flatMap { row in
                explain(StyledText(row.keyNames, .key), language(Phrase(row.help)), columns).map {
                    row.denial == nil ? $0 : $0.dimmed()
                }
            }
            return [SectionTitle.text(language(Phrase(group.lowercased())), columns: columns)] + reasons + lines
        }
    }

    /// A word and what it means, on as many lines as the width wants.
    private static func explain(_ word: StyledText, _ meaning: String, _ columns: Int) -> [StyledText] {
        let indent = min(keyWidth, columns / 3)
        let lines = StyledText(meaning).wrapped(to: max(8, columns - indent - 2))
        return lines.enumerated().map { index, line in
            let left = index == 0 ? word.clipped(to: indent - 1) : StyledText(runs: [])
            return StyledText("  ") + left.padded(to: indent) + line
        }
    }

    private static let signs: [(sign: String, role: StyleRole, meaning: Phrase)] = [
        ("★", .leader, "holds the leader lock"),
        ("▸", .accent, "the selected member; Enter opens it"),
        ("●", .good, "as it should be"),
        ("○", .muted, "DOWN where it should be DOWN"),
        ("◐", .warning, "some proxies route to the leader, others do not"),
        ("▲", .warning, "warning: redundancy or insight is lost, writing works"),
        ("✖", .critical, "critical: clients cannot write, or data is at risk"),
        ("?", .notice, "unknown: nothing tells"),
        ("≠", .critical, "the listing and the member's own agent disagree"),
    ]
}
