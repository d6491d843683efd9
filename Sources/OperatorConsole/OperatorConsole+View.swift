import ClusterModel
import Dashboard
import Diagnosis
import TerminalUI

extension OperatorConsole {
    package func view() -> CellBuffer {
        var buffer = dashboard.view()
        guard dashboard.fitsScreen else { return buffer }
        let members = memberNames
        switch layer {
        case .none: break
        case .commandLine(let line): drawLastLine(line.line(members, columns: buffer.size.columns), on: &buffer)
        case .dialog(let dialog):
            DialogView(
                dialog: dialog,
                cluster: dashboard.snapshot.displayName,
                frameRole: dashboard.frame
            ).draw(on: &buffer)
            drawHints(hints(of: dialog), on: &buffer)
        case .operations(let scroll):
            let lines = OperationsScreen.present(self, columns: buffer.size.columns)
            drawScreen(lines, first: scroll, on: &buffer)
            drawHints("Esc back  ↑↓ scroll", on: &buffer)
        case .configuration(let screen):
            let failure = dashboard.snapshot.configuration.failure.map { "\($0.reason)" }
            let (lines, selected) = screen.present(columns: buffer.size.columns, failure: failure)
            let middle = selected.map { $0 - screenRect.rows / 2 } ?? 0
            drawScreen(lines, first: middle, selected: selected, on: &buffer)
            drawHints(screen.hints, on: &buffer)
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

    private func hints(of dialog: PlanDialog) -> String {
        switch dialog.stage {
        case .rechecking: return "Esc stops it: nothing has been sent"
        case .editing: break
        }
        let candidates = dialog.candidates.isEmpty ? "" : "↑↓ candidate  "
        return "Esc cancel  \(candidates)Tab next field  PgDn more"
    }

    /// Pairs of key and word, as the footer writes them.
    private func drawHints(_ hints: String, on buffer: inout CellBuffer) {
        drawLastLine(StyledText(" \(hints)", .muted).clipped(to: buffer.size.columns), on: &buffer)
    }

    private func drawLastLine(_ line: StyledText, on buffer: inout CellBuffer) {
        let row = buffer.size.rows - 1
        let rect = Rect(column: 0, row: row, columns: buffer.size.columns, rows: 1)
        buffer.fill(rect, Style(surface: dashboard.barSurface))
        buffer.write(line, column: 0, row: row, surface: dashboard.barSurface)
    }
}
