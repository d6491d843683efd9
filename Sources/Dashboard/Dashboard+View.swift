import ClusterModel
import Diagnosis
import TerminalUI

extension Dashboard {
    /// The least that the overview can be read on.
    package static let minimumSize = Size(columns: 40, rows: 10)

    /// The picture of this moment, of the size that the terminal last said.
    package func view() -> CellBuffer {
        var buffer = CellBuffer(size: size)
        guard size.columns >= Self.minimumSize.columns, size.rows >= Self.minimumSize.rows else {
            drawTooSmall(on: &buffer)
            return buffer
        }
        drawBar(on: &buffer)
        switch screen {
        case .overview: drawOverview(in: bodyRect, on: &buffer)
        case .pods: drawPods(in: bodyRect, on: &buffer)
        case .member, .proxies, .events, .history, .incidents, .log, .help: drawContent(in: bodyRect, on: &buffer)
        }
        drawFooter(on: &buffer)
        return buffer
    }

    /// What lies between bar and footer.
    var bodyRect: Rect {
        var body = Rect(size)
        _ = body.takeTop(bar.rows.count)
        _ = body.takeBottom(1)
        return body
    }

    private func drawTooSmall(on buffer: inout CellBuffer) {
        let wanted = "\(Self.minimumSize.columns)×\(Self.minimumSize.rows)"
        let lines = ["too small:", "\(size.columns)×\(size.rows)", "need \(wanted)"]
        for (row, line) in lines.enumerated() {
            buffer.write(line, column: 0, row: row, style: Style(role: .warning))
        }
    }

    private func drawBar(on buffer: inout CellBuffer) {
        for (row, line) in bar.rows.enumerated() {
            buffer.fill(Rect(column: 0, row: row, columns: size.columns, rows: 1), Style(surface: .bar))
            buffer.write(line, column: 0, row: row, surface: .bar)
        }
    }

    private func drawContent(in rect: Rect, on buffer: inout CellBuffer) {
        let content = screenContent(columns: rect.columns)
        var body = rect
        for line in content.pinned {
            let place = body.takeTop(1)
            buffer.write(line, column: 0, row: place.row, surface: .screen)
        }
        // A selected line is kept in the middle, where there is one to keep.
        let most = max(0, content.lines.count - body.rows)
        let first =
            content.showsEnd
            ? most
            : content.selected.map { min(most, max(0, $0 - body.rows / 2)) }
                ?? scrolled(over: content.lines.count, showing: body.rows)
        for (index, line) in content.lines.enumerated().dropFirst(first).prefix(body.rows) {
            let place = body.takeTop(1)
            let isSelected = index == content.selected
            if isSelected { buffer.fill(place, Style(surface: .selection)) }
            buffer.write(line, column: 0, row: place.row, surface: isSelected ? .selection : .screen)
        }
        let hidden = content.lines.count - first - rect.rows + content.pinned.count
        if hidden > 0 {
            let note = " \(hidden) more ↓ "
            buffer.write(
                note,
                column: rect.columns - note.columns,
                row: rect.row + rect.rows - 1,
                style: Style(role: .muted)
            )
        }
    }

    private func drawFooter(on buffer: inout CellBuffer) {
        let row = size.rows - 1
        let rect = Rect(column: 0, row: row, columns: size.columns, rows: 1)
        buffer.fill(rect, Style(surface: .bar))
        buffer.write(footer, column: 0, row: row, surface: .bar)
    }

    private var footer: StyledText {
        if isEditingFilter {
            return StyledText(" / ", .key) + StyledText(filter, .inputText) + StyledText("▏", .cursor)
                + StyledText("  Enter keeps, Esc drops", .muted)
        }
        if let notice { return StyledText(" \(notice) ".clipped(to: size.columns), .warning) }
        var line = StyledText(runs: [])
        if !filter.isEmpty { line += StyledText(" filter: \(filter) ", .badge) }
        let open = KeyTable.rows.filter { $0.hint != nil && $0.scope.covers(screen.scope) }
        // Quit and help are said even where there is no space for all the others.
        let ordered =
            open.filter { $0.command == .help || $0.command == .quit }
            + open.filter { $0.command != .help && $0.command != .quit }
        for binding in ordered {
            guard let key = binding.keys.first, let hint = binding.hint else { continue }
            let item = StyledText(" \(key) ", .key) + StyledText("\(hint) ", .muted)
            guard line.columns + item.columns <= size.columns else { continue }
            line += item
        }
        return line
    }
}
