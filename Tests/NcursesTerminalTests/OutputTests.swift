import CNcurses
import Foundation
import NcursesTerminal
import TerminalUI
import Testing
import Themes

extension CursesTests {
    @Suite struct OutputTests {
        private let leavingScreen = "\u{1B}[?1049l"

        private func buffer(_ clock: String, _ size: Size) -> CellBuffer {
            var buffer = CellBuffer(size: size)
            buffer.fill(Rect(column: 0, row: 0, columns: size.columns, rows: 1), Style(role: .text, surface: .bar))
            buffer.write(clock, column: 30, row: 0, style: Style(role: .timestamp, surface: .bar))
            buffer.write("db1 数据库", column: 0, row: 2, style: Style(role: .leader))
            return buffer
        }

        @Test(arguments: ["xterm-256color", "linux", "vt100"])
        func `an unchanged frame costs no byte and a tick of the clock few`(term: String) throws {
            let stage = try Stage(term)
            let size = stage.terminal.size
            #expect(stage.painted { stage.terminal.present(buffer("14:39:02", size)) }.contains("14:39:02"))
            #expect(stage.painted { stage.terminal.present(buffer("14:39:02", size)) }.isEmpty)
            let tick = stage.painted { stage.terminal.present(buffer("14:39:03", size)) }
            #expect(tick.contains("3"))
            #expect(tick.utf8.count <= 50)
        }

        @Test func `restoring leaves the alternate screen, shows the cursor, and works once`() throws {
            let stage = try Stage()
            #expect(stage.painted.contains("\u{1B}[?1049h"))
            #expect(stage.painted.contains("\u{1B}[?25l"))
            let farewell = stage.painted { stage.terminal.restore() }
            #expect(farewell.contains(leavingScreen))
            #expect(farewell.contains("\u{1B}[?25h"))
            let size = Size(columns: 40, rows: 6)
            let later = stage.painted {
                stage.terminal.restore()
                stage.terminal.present(buffer("14:39:02", size))
                stage.terminal.ring()
                stage.terminal.setTitle("late")
                stage.terminal.resume()
            }
            #expect(later.isEmpty)
            #expect(stage.terminal.keys().isEmpty)
        }

        @Test(arguments: ["linux", "vt100"])
        func `where the last frame stays the shell begins on a line of its own`(term: String) throws {
            let stage = try Stage(term)
            #expect(stage.painted { stage.terminal.restore() }.hasSuffix("\r\n"))
        }

        @Test func `after a suspension everything is painted anew`() throws {
            let stage = try Stage()
            let size = stage.terminal.size
            stage.terminal.present(buffer("14:39:02", size))
            #expect(stage.painted { stage.terminal.suspend() }.contains(leavingScreen))
            #expect(stage.painted { stage.terminal.present(buffer("14:39:03", size)) }.isEmpty)
            let again = stage.painted {
                stage.terminal.resume()
                stage.terminal.present(buffer("14:39:03", size))
            }
            #expect(again.contains("\u{1B}[?1049h"))
            #expect(again.contains("14:39:02"))
            #expect(stage.cell(37, 0).text == "3")
            #expect(again.contains("db1 数据库"))
        }

        @Test func `a title cannot carry a sequence of its own and is given back`() throws {
            let stage = try Stage()
            let named = stage.painted { stage.terminal.setTitle("平台\u{1B}]2;x\u{07}y") }
            #expect(named == "\u{1B}[22;2t\u{1B}]2;平台\u{FFFD}]2;x\u{FFFD}y\u{07}")
            #expect(stage.painted { stage.terminal.setTitle("b") } == "\u{1B}]2;b\u{07}")
            #expect(stage.painted { stage.terminal.restore() }.hasSuffix("\u{1B}[23;2t"))
        }

        @Test func `a terminal without a title gets none`() throws {
            let stage = try Stage("linux")
            #expect(stage.painted { stage.terminal.setTitle("nines") }.isEmpty)
        }

        @Test func `the bell rings`() throws {
            let stage = try Stage()
            #expect(stage.painted { stage.terminal.ring() }.hasSuffix("\u{07}"))
        }

        @Test(arguments: [
            ("", NcursesTerminal.StartFailure.termIsMissing), ("no-such-terminal", .unknownTerm("no-such-terminal")),
            ("dumb", .cannotPlaceCursor("dumb")),
        ])
        func `a terminal that cannot work is refused before anything is written`(
            term: String,
            failure: NcursesTerminal.StartFailure
        ) throws {
            let path = FileManager.default.temporaryDirectory.appending(path: "refused-\(UUID().uuidString)").path
            let output = try #require(fopen(path, "w"))
            let input = try #require(fopen("/dev/null", "r"))
            #expect(throws: failure) {
                try NcursesTerminal(
                    theme: .plain,
                    term: term,
                    size: Size(columns: 9, rows: 3),
                    output: output,
                    input: input
                )
            }
            fclose(output)
            fclose(input)
            #expect(FileManager.default.contents(atPath: path)?.isEmpty == true)
            try FileManager.default.removeItem(atPath: path)
            #expect("\(failure)".hasSuffix("."))
            #expect("\(failure)".contains("TERM"))
        }

        /// In a process of its own, because curses installs its handlers only once in each.
        @Test func `signals keep the handling they had`() async {
            await #expect(processExitsWith: .success) {
                func handlers() -> [Int] {
                    [SIGINT, SIGTERM, SIGTSTP, SIGWINCH].map { number in
                        var action = sigaction()
                        sigaction(number, nil, &action)
                        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
                    }
                }
                let before = handlers()
                let stage = try Stage()
                try #require(handlers() == before)
                stage.terminal.restore()
                try #require(handlers() == before)
            }
        }

        @Test func `a painting does not lose a Ctrl-Z that waits`() async {
            await #expect(processExitsWith: .success) {
                var signals = sigset_t()
                sigemptyset(&signals)
                sigaddset(&signals, SIGTSTP)
                pthread_sigmask(SIG_BLOCK, &signals, nil)
                let stage = try Stage()
                raise(SIGTSTP)
                stage.terminal.present(CellBuffer(size: stage.terminal.size))
                sigpending(&signals)
                try #require(sigismember(&signals, SIGTSTP) == 1)
            }
        }

        @Test func `a crash gives the terminal back`() async throws {
            let path = FileManager.default.temporaryDirectory.appending(path: "crash-\(UUID().uuidString)").path
            await #expect(processExitsWith: .signal(SIGABRT)) { [path = path as String] in
                TerminalGuard.install()
                let output = try #require(fopen(path, "w"))
                let input = try #require(fopen("/dev/null", "r"))
                let terminal = try NcursesTerminal(
                    theme: .plain,
                    term: "xterm-256color",
                    size: Size(columns: 9, rows: 3),
                    output: output,
                    input: input
                )
                terminal.present(CellBuffer(size: terminal.size))
                abort()
            }
            let painted = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
            try FileManager.default.removeItem(atPath: path)
            let last = try #require(painted.ranges(of: "\u{1B}[?1049h").last)
            #expect(painted[last.upperBound...].contains(leavingScreen))
            #expect(painted[last.upperBound...].contains("\u{1B}[?25h"))
        }
    }
}
