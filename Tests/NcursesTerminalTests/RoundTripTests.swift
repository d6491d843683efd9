import CNcurses
import Foundation
import NcursesTerminal
import TerminalUI
import Testing
import Themes

extension CursesTests {
    @Suite struct RoundTripTests {
        private func screen(_ size: Size) -> CellBuffer {
            var buffer = CellBuffer(size: size)
            for (row, surface) in Surface.allCases.enumerated() {
                buffer.fill(
                    Rect(column: 0, row: row, columns: size.columns, rows: 1),
                    Style(role: .text, surface: surface)
                )
                var column = 0
                for (index, role) in StyleRole.allCases.enumerated() {
                    let style = Style(role: role, surface: surface, isDimmed: index % 5 == 4)
                    column += buffer.write(
                        ["库", "é", "▁", "x", "e\u{301}"][index % 5],
                        column: column,
                        row: row,
                        style: style
                    )
                }
            }
            return buffer
        }

        private static var terms: [String] {
            let known =
                ["/lib/terminfo", "/usr/share/terminfo", "/etc/terminfo"]
                + (ProcessInfo.processInfo.environment["TERMINFO_DIRS"] ?? "").split(separator: ":").map(String.init)
            return ["xterm-256color", "xterm", "vt100", "linux", "screen", "tmux-256color", "xterm-direct"].filter {
                term in
                known.contains { FileManager.default.fileExists(atPath: "\($0)/\(term.prefix(1))/\(term)") }
            }
        }

        @Test(arguments: terms)
        func `what curses holds is what was drawn`(term: String) throws {
            let stage = try Stage(term)
            let buffer = screen(stage.terminal.size)
            stage.terminal.present(buffer)
            let depth = stage.terminal.depth
            for row in 0..<buffer.size.rows {
                for (column, cell) in buffer.row(row).enumerated() where cell.width > 0 {
                    let (text, held) = stage.cell(column, row)
                    #expect(text.unicodeScalars.elementsEqual(cell.text.unicodeScalars), "\(column), \(row)")
                    let wanted = BuiltinThemes.standard.attributes(for: cell.style, depth: depth)
                    #expect(held.looks.bold == wanted.isBold)
                    #expect(held.looks.dim == wanted.isDim)
                    #expect(held.looks.underlined == wanted.isUnderlined)
                    #expect(held.looks.reversed == wanted.isReversed)
                    #expect(held.looks.italic == wanted.isItalic)
                    guard depth != .monochrome else { continue }
                    #expect(held.foreground == number(wanted.foreground, depth), "\(cell.style)")
                    #expect(held.background == number(wanted.background, depth), "\(cell.style)")
                }
            }
        }

        private func number(_ color: Color, _ depth: ColorDepth) -> Int32 {
            guard case .rgb(let red, let green, let blue) = color else { return -1 }
            if depth == .direct { return Int32(red) << 16 | Int32(green) << 8 | Int32(blue) }
            return color.index(at: depth).map(Int32.init) ?? -1
        }

        @Test(
            arguments: [
                ("xterm-256color", nil, nil, ColorDepth.indexed256), ("xterm", nil, nil, .ansi8),
                ("xterm", "truecolor", nil, .indexed256), ("vt100", nil, nil, .monochrome), ("linux", nil, nil, .ansi8),
                ("xterm-256color", nil, ColorDepth.monochrome, .monochrome), ("xterm", nil, .direct, .ansi8),
                ("xterm-256color", nil, .ansi16, .ansi16),
            ] as [(String, String?, ColorDepth?, ColorDepth)]
        )
        func `the depth is the terminal's unless less is asked for`(
            term: String,
            colorterm: String?,
            asked: ColorDepth?,
            depth: ColorDepth
        ) throws {
            #expect(try Stage(term, depth: asked, colorterm: colorterm).terminal.depth == depth)
        }

        @Test func `overwriting a wide character leaves no half of it`() throws {
            let stage = try Stage()
            var buffer = CellBuffer(size: stage.terminal.size)
            buffer.write("数据库", column: 0, row: 0, style: Style())
            stage.terminal.present(buffer)
            buffer.write("x", column: 1, row: 0, style: Style())
            stage.terminal.present(buffer)
            #expect((0..<7).map { stage.cell($0, 0).text } == [" ", "x", "据", "据", "库", "库", " "])
        }

        @Test func `the last cell of the screen is painted and nothing scrolls`() throws {
            let stage = try Stage()
            var buffer = CellBuffer(size: stage.terminal.size)
            buffer.write("first", column: 0, row: 0, style: Style())
            buffer.write("z", column: 39, row: 5, style: Style())
            stage.terminal.present(buffer)
            #expect(stage.cell(39, 5).text == "z")
            #expect(stage.cell(0, 0).text == "f")
        }

        @Test func `a buffer of another size is clipped, also through a wide character, or leaves blanks`() throws {
            let stage = try Stage(columns: 5, rows: 2)
            var large = CellBuffer(size: Size(columns: 9, rows: 4))
            for row in 0..<4 { large.write("abcd库ef", column: 0, row: row, style: Style()) }
            stage.terminal.present(large)
            #expect((0..<5).map { stage.cell($0, 1).text } == ["a", "b", "c", "d", " "])
            stage.terminal.present(CellBuffer(size: Size(columns: 2, rows: 1)))
            #expect(stage.cell(1, 1).text == " ")
        }

        @Test func `a theme change shows at the next frame`() throws {
            let stage = try Stage()
            var buffer = CellBuffer(size: stage.terminal.size)
            buffer.write("bad", column: 0, row: 0, style: Style(role: .critical))
            stage.terminal.present(buffer)
            let before = stage.cell(0, 0).held.foreground
            stage.terminal.setTheme(try #require(BuiltinThemes.named("light")))
            stage.terminal.present(buffer)
            #expect(stage.cell(0, 0).held.foreground != before)
        }
    }
}
