import CNcurses
import Glibc
import TerminalUI

/// The device behind the screen, for what is done past curses.
struct TerminalDevice {
    let descriptor: Int32

    /// How the device treats input and output now; nothing when it is no terminal.
    var modes: termios? {
        var modes = termios()
        return tcgetattr(descriptor, &modes) == 0 ? modes : nil
    }

    /// The size that the terminal says it has; nothing when it does not know.
    var size: Size? {
        var extent = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &extent) == 0, extent.ws_row > 0, extent.ws_col > 0 else {
            return nil
        }
        return Size(columns: Int(extent.ws_col), rows: Int(extent.ws_row))
    }

    /// Makes ordinary keys of control keys that would not arrive.
    ///
    /// Ctrl-S would freeze the terminal and with it the program; Ctrl-V and Ctrl-O would be eaten. Ctrl-C, Ctrl-Z and
    /// Ctrl-\ stay signals.
    func freeControlKeys() {
        guard var modes else { return }
        modes.c_iflag &= ~tcflag_t(IXON)
        modes.c_lflag &= ~tcflag_t(IEXTEN)
        tcsetattr(descriptor, TCSANOW, &modes)
    }

    /// Writes all of it; gives up when the terminal is gone.
    func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return }
            rest = rest.dropFirst(written)
        }
    }
}
