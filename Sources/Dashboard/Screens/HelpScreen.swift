import TerminalUI

/// Keys, columns and signs; the keys are the rows of the key table.
enum HelpScreen {
    private static let keyWidth = 21

    static func present(columns: Int) -> ScreenContent {
        let keys = KeyBinding.Group.allCases.flatMap { group -> [StyledText] in
            let rows = KeyTable.rows.filter { $0.group == group }
            return [SectionTitle.text(group.rawValue.lowercased(), columns: columns)] + rows.map(line)
        }
        let columnHelp = MemberColumns.overview.map { column in
            StyledText("  \(column.title.padded(to: keyWidth))", .label) + StyledText(column.help)
        }
        return ScreenContent(
            lines: keys + [SectionTitle.text("columns", columns: columns)] + columnHelp + signs(columns)
        )
    }

    private static func line(_ row: KeyBinding) -> StyledText {
        StyledText("  \(row.keyNames.padded(to: keyWidth))", .key) + StyledText(row.help)
    }

    private static func signs(_ columns: Int) -> [StyledText] {
        let rows: [(String, StyleRole, String)] = [
            ("★", .leader, "holds the leader lock"),
            ("●", .good, "as it should be"),
            ("○", .muted, "DOWN where it should be DOWN"),
            ("▲", .warning, "warning: redundancy or insight is lost, writing works"),
            ("✖", .critical, "critical: clients cannot write, or data is at risk"),
            ("≠", .critical, "the listing and the member's own agent disagree"),
        ]
        return [SectionTitle.text("signs", columns: columns)]
            + rows.map { StyledText("  \($0.0.padded(to: keyWidth))", $0.1) + StyledText($0.2) }
    }
}
