import CNcurses
import Glibc

/// Gives the terminal back when the program crashes.
///
/// The terminal arms it when it takes the screen and disarms it when it gives the screen back, so that a crash outside
/// that time writes nothing. This is the only file that uses the C side, which keeps its state per object file.
package enum TerminalGuard {
    /// Installs the handlers; to be called once, early, on the main thread.
    ///
    /// Afterwards the signal takes its default action, so that core files and exit statuses stay as they are.
    package static func install() {
        guard_install()
    }

    /// From now on a crash writes that to the descriptor and sets those modes there.
    static func arm(descriptor: Int32, sequence: [UInt8], modes: termios?) {
        sequence.withUnsafeBytes { bytes in
            let start = bytes.bindMemory(to: CChar.self).baseAddress
            guard let start else { return }
            if var modes {
                guard_arm(descriptor, start, bytes.count, &modes)
            } else {
                guard_arm(descriptor, start, bytes.count, nil)
            }
        }
    }

    static func disarm() {
        guard_disarm()
    }
}
