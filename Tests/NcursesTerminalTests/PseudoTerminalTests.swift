import CNcurses
import Foundation
import NcursesTerminal
import TerminalUI
import Testing

extension CursesTests {
    /// What only a real terminal device shows: its size and its modes.
    @Suite struct PseudoTerminalTests {
        private final class Device {
            let control: Int32
            let output: UnsafeMutablePointer<FILE>
            let input: UnsafeMutablePointer<FILE>

            init() throws {
                var (near, far): (Int32, Int32) = (-1, -1)
                guard shim_open_device(&near, &far) else { throw POSIXError(.ENXIO) }
                control = near
                guard let output = fdopen(far, "w"), let input = fdopen(dup(far), "r") else { throw POSIXError(.EIO) }
                self.output = output
                self.input = input
            }

            func setSize(columns: UInt16, rows: UInt16) {
                var extent = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
                _ = ioctl(control, UInt(TIOCSWINSZ), &extent)
            }

            var modes: termios {
                var modes = termios()
                tcgetattr(control, &modes)
                return modes
            }

            deinit {
                fclose(output)
                fclose(input)
                close(control)
            }
        }

        @Test func `a new size is taken over and painted`() throws {
            let device = try Device()
            let terminal = try NcursesTerminal(
                theme: .plain,
                term: "xterm-256color",
                size: Size(columns: 20, rows: 5),
                output: device.output,
                input: device.input
            )
            device.setSize(columns: 31, rows: 9)
            terminal.resize()
            #expect(terminal.size == Size(columns: 31, rows: 9))
            var buffer = CellBuffer(size: terminal.size)
            buffer.write("x", column: 30, row: 8, style: Style())
            terminal.present(buffer)
            #expect(shim_read_cell(8, 30).characters.0 == 0x78)
            device.setSize(columns: 4, rows: 1)
            terminal.resize()
            #expect(terminal.size == Size(columns: 4, rows: 1))
            device.setSize(columns: 0, rows: 0)
            terminal.resize()
            #expect(terminal.size == Size(columns: 4, rows: 1))
            #expect(terminal.keys().isEmpty)
            terminal.restore()
        }

        @Test func `line editing and flow control are off while painting and as before afterwards`() throws {
            let device = try Device()
            let before = device.modes
            let terminal = try NcursesTerminal(
                theme: .plain,
                term: "xterm-256color",
                size: Size(columns: 20, rows: 5),
                output: device.output,
                input: device.input
            )
            func isRaw() -> Bool {
                let modes = device.modes
                return modes.c_lflag & tcflag_t(ICANON | ECHO | IEXTEN) == 0 && modes.c_iflag & tcflag_t(IXON) == 0
            }
            func isAsBefore() -> Bool {
                let modes = device.modes
                return modes.c_lflag == before.c_lflag && modes.c_iflag == before.c_iflag
                    && modes.c_oflag == before.c_oflag
            }
            #expect(isRaw())
            // Ctrl-C and Ctrl-Z stay signals.
            #expect(device.modes.c_lflag & tcflag_t(ISIG) != 0)
            terminal.suspend()
            #expect(isAsBefore())
            terminal.resume()
            #expect(isRaw())
            terminal.restore()
            #expect(isAsBefore())
        }
    }
}
