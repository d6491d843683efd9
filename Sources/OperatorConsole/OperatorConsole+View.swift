import ClusterModel
import Dashboard
import Diagnosis
import TerminalUI
import Wording

extension OperatorConsole {
    package func view() -> CellBuffer {
        var buffer = dashboard.view()
        guard dashboard.fitsScreen else { return buffer }
        switch layer {
        case .none: break
        case .commandLine(let line): drawLastLine(line.line(choices, columns: buffer.size.columns), on: &buffer)
        case .dialog(let dialog):
            DialogView(
                dialog: dialog,
                cluster: dashboard.snapshot.displayName,
                frameRole: dashboard.frame,
                language: language
            ).draw(on: &buffer)
            drawHints(hints(of: dialog), on: &buffer)
        case .operations(let scroll):
            drawScreen(operationLines, first: scroll, on: &buffer)
            if !dashboard.isSaying { drawHints("Esc back  ↑↓ scroll  ? help", on: &buffer) }
        case .configuration(let screen):
            let failure = dashboard.snapshot.configuration.failure.map { language($0.reason.phrase) }
            let (lines, selected) = screen.present(columns: buffer.size.columns, failure: failure, language)
            let middle = selected.map { $0 - screenRect.rows / 2 } ?? 0
            drawScreen(lines, first: middle, selected: selected, on: &buffer)
            if !dashboard.isSaying { drawHints(screen.hints, on: &buffer) }
        }
        return buffer
    }

    /// What lies between bar and footer; its first line is the banner's while there is one.
    private var screenRect: Rect {
        var rect = dashboard.bodyRect
        if dashboard.banner != nil, dashboard.screen == .overview { _ = rect.takeTop(1) }
        return rect
    }

    private func drawScreen(_ lines: [StyledText], first: Int, selected: Int? = nil, on buffer: inout CellBuffer) {
        buffer.fill(dashboard.bodyRect, Style())
        if let banner = dashboard.banner {
            let row = screenRect.row - 1
            buffer.write(banner.brief.clipped(to: buffer.size.columns), column: 0, row: row, surface: .screen)
        }
        let rect = screenRect
        let start = min(max(0, first), max(0, lines.count - rect.rows))
        for (offset, line) in lines.dropFirst(start).prefix(rect.rows).enumerated() {
            let row = rect.row + offset
            let isSelected = start + offset == selected
            let place = Rect(column: 0, row: row, columns: rect.columns, rows: 1)
            if isSelected { buffer.fill(place, Style(surface: .selection)) }
            buffer.write(line, column: 0, row: row, surface: isSelected ? .selection : .screen, limit: rect.columns)
        }
    }

    private var language: Language { dashboard.language }

    /// The lines of the screen of operations.
    var operationLines: [StyledText] {
        OperationsScreen(console: self, columns: dashboard.size.columns).lines
    }

    private func hints(of dialog: PlanDialog) -> Phrase {
        switch dialog.stage {
        case .rechecking: return "Esc stops it: nothing has been sent"
        case .editing: break
        }
        return dialog.candidates.isEmpty
            ? "Esc cancel  Tab next field  PgDn more" : "Esc cancel  ↑↓ candidate  Tab next field  PgDn more"
    }

    /// Pairs of key and word, as the footer writes them.
    private func drawHints(_ hints: Phrase, on buffer: inout CellBuffer) {
        drawLastLine(StyledText(" \(language(hints))", .muted).clipped(to: buffer.size.columns), on: &buffer)
    }

    private func drawLastLine(_ line: StyledText, on buffer: inout CellBuffer) {
        let row = buffer.size.rows - 1
        let rect = Rect(column: 0, row: row, columns: buffer.size.columns, rows: 1)
        buffer.fill(rect, Style(surface: dashboard.barSurface))
        buffer.write(line, column: 0, row: row, surface: dashboard.barSurface)
    }
}
