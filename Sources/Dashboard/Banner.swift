import TerminalUI

/// What whoever wraps the dashboard has to say above its screens.
package struct Banner: Equatable, Sendable {
    /// The heading on the overview.
    package var title: String
    /// What stands below it there.
    package var lines: [StyledText]
    /// The same in one line, for every other screen.
    package var brief: StyledText

    package init(title: String, lines: [StyledText], brief: StyledText) {
        self.title = title
        self.lines = lines
        self.brief = brief
    }
}

extension Dashboard {
    /// The banner as a section of the overview, in at most half of what is left.
    func drawBanner(_ banner: Banner, in body: inout Rect, on buffer: inout CellBuffer) {
        let most = max(1, min(banner.lines.count, body.rows / 2))
        let lines = most < 2 ? [banner.brief] : banner.lines
        drawSection(banner.title, lines, rows: min(most, body.rows - 1), in: &body, on: &buffer)
    }

    /// The banner as the first line of a screen; nothing where the overview has its section.
    func drawBriefBanner(on buffer: inout CellBuffer) {
        guard let banner, screen != .overview else { return }
        let row = bodyRect.row - 1
        buffer.write(banner.brief.clipped(to: size.columns), column: 0, row: row, surface: .screen)
    }
}
