import TerminalUI

/// Keys, columns and signs; the keys are the rows of the key table.
enum HelpScreen {
    private static let keyWidth = 21

    static func present(columns: Int) -> ScreenContent {
        let keys = KeyBinding.Group.allCases.flatMap { group -> [StyledText] in
            let rows = KeyTable.rows.filter { $0.group == group }
            return [SectionTitle.text(group.rawValue.lowercased(), columns: columns)]
                + rows.flatMap { explain(StyledText($0.keyNames, .key), $0.help, columns) }
        }
        let columnHelp = MemberColumns.overview.flatMap { explain(StyledText($0.title, .label), $0.help, columns) }
        let signHelp = signs.flatMap { explain(StyledText($0.sign, $0.role), $0.meaning, columns) }
        return ScreenContent(
            lines: keys + [SectionTitle.text("columns", columns: columns)] + columnHelp
                + [SectionTitle.text("signs", columns: columns)] + signHelp
        )
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

    private static let signs: [(sign: String, role: StyleRole, meaning: String)] = [
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
