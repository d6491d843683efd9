import ClusterModel
import Diagnosis
import TerminalUI
import Wording

extension Dashboard {
    /// The least that the overview can be read on.
    package static let minimumSize = Size(columns: 40, rows: 10)

    /// Whether the terminal is large enough to show anything.
    package var fitsScreen: Bool {
        size.columns >= Self.minimumSize.columns && size.rows >= Self.minimumSize.rows
    }

    /// The picture of this moment, of the size that the terminal last said.
    package func view() -> CellBuffer {
        var buffer = CellBuffer(size: size)
        guard fitsScreen else {
            drawTooSmall(on: &buffer)
            return buffer
        }
        drawBar(on: &buffer)
        drawBriefBanner(on: &buffer)
        switch screen {
        case .overview: drawOverview(in: bodyRect, on: &buffer)
        case .pods: drawPods(in: bodyRect, on: &buffer)
        case .member, .proxies, .events, .history, .incidents, .log, .help: drawContent(in: bodyRect, on: &buffer)
        }
        drawFooter(on: &buffer)
        return buffer
    }

    /// What lies between bar and footer.
    package var bodyRect: Rect {
        var body = Rect(size)
        _ = body.takeTop(bar.rows.count + (banner == nil || screen == .overview ? 0 : 1))
        _ = body.takeBottom(1)
        return body
    }

    private func drawTooSmall(on buffer: inout CellBuffer) {
        let wanted = "\(Self.minimumSize.columns)×\(Self.minimumSize.rows)"
        let lines = [language("too small:"), "\(size.columns)×\(size.rows)", language("need \(wanted)")]
        for (row, line) in lines.enumerated() {
            buffer.write(line, column: 0, row: row, style: Style(role: .warning))
        }
    }

    private func drawBar(on buffer: inout CellBuffer) {
        for (row, line) in bar.rows.enumerated() {
            buffer.fill(Rect(column: 0, row: row, columns: size.columns, rows: 1), Style(surface: barSurface))
            buffer.write(line, column: 0, row: row, surface: barSurface)
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
            let fitting = line.clipped(to: rect.columns)
            buffer.write(fitting, column: 0, row: place.row, surface: isSelected ? .selection : .screen)
        }
        let hidden = content.lines.count - first - rect.rows + content.pinned.count
        if hidden > 0 {
            let note = language(" \(hidden) more ↓ ")
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
        buffer.fill(rect, Style(surface: barSurface))
        buffer.write(footer, column: 0, row: row, surface: barSurface)
    }

    /// Bars frame the screen: those of a production cluster look different, so that nobody takes it for another.
    package var barSurface: Surface { options.isProduction ? .production : .bar }

    private var footer: StyledText {
        if isEditingFilter {
            return StyledText(" / ", .key) + StyledText(filter, .inputText) + StyledText("▏", .cursor)
                + StyledText("  " + language("Enter keeps, Esc drops"), .muted)
        }
        if let notice { return StyledText(" \(notice) ".clipped(to: size.columns), .warning) }
        var line = StyledText(runs: [])
        if !filter.isEmpty { line += StyledText(language(" filter: \(filter) "), .badge) }
        let open = KeyTable.rows.filter { $0.hint != nil && $0.scope.covers(screen.scope) }
        // Quit and help are said even where there is no space for all the others.
        let needed = open.filter { $0.command == .help || $0.command == .quit }
        let others = open.filter { $0.command != .help && $0.command != .quit }
        let allowed = keyHelp.filter { $0.denial == nil }
        let denied = keyHelp.filter { $0.denial != nil }
        let hints =
            needed.compactMap { hint($0.keys, $0.hint) } + allowed.compactMap { hint($0.keys, $0.hint) }
            + others.compactMap { hint($0.keys, $0.hint) }
        for hint in hints where line.columns + hint.columns <= size.columns { line += hint }
        for hint in denied.compactMap({ hint($0.keys, $0.hint)?.dimmed() }) {
            guard line.columns + hint.columns <= size.columns else { break }
            line += hint
        }
        return line
    }

    private func hint(_ keys: [Key], _ words: String?) -> StyledText? {
        guard let key = keys.first, let words else { return nil }
        return StyledText(" \(key) ", .key) + StyledText(language(Phrase(words)) + " ", .muted)
    }
}
