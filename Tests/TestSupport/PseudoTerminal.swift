import Foundation
import Glibc

/// A program under a pseudo-terminal: what it shows can be read, and keys, sizes, signals and a hang-up be given to it.
///
/// It belongs to one thread. Whatever waits also reads, so the program never stalls on a full terminal.
package final class PseudoTerminal {
    /// Why no terminal could be had: the failed call and its errno.
    package struct StartFailure: Error {
        package var call: String
        package var number: Int32
    }

    private var master: Int32
    private var received: [UInt8] = []
    private let child: ChildProcess

    /// Starts the program on a terminal of this size.
    ///
    /// - Parameter environment: the whole environment; say `TERM` in it.
    package init(
        _ program: String,
        _ arguments: [String] = [],
        environment: [String: String],
        columns: Int = 80,
        rows: Int = 24
    ) throws {
        var (master, device): (Int32, Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 128)
        var size = Self.size(columns: columns, rows: rows)
        guard openpty(&master, &device, &name, nil, &size) == 0 else {
            throw StartFailure(call: "openpty", number: errno)
        }
        defer { close(device) }
        _ = fcntl(master, F_SETFL, O_NONBLOCK)
        _ = fcntl(master, F_SETFD, FD_CLOEXEC)
        let path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        do {
            child = try ChildProcess(program, arguments, environment: environment, streams: .terminal(path))
        } catch {
            close(master)
            throw error
        }
        self.master = master
    }

    deinit {
        hangUp()
    }

    package var processIdentifier: pid_t { child.identifier }

    /// Every byte that the program wrote so far.
    package var output: [UInt8] {
        receive()
        return received
    }

    package var outputText: String { String(decoding: output, as: UTF8.self) }

    /// Types the bytes; false when the terminal is gone.
    @discardableResult
    package func send(_ bytes: [UInt8]) -> Bool {
        var rest = bytes[...]
        return eventually {
            receive()
            let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
            guard count >= 0 || errno == EAGAIN else { return true }
            rest = rest.dropFirst(max(count, 0))
            return rest.isEmpty
        } && rest.isEmpty
    }

    @discardableResult
    package func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Changes the size; the kernel tells the program by SIGWINCH.
    package func resize(columns: Int, rows: Int) {
        var size = Self.size(columns: columns, rows: rows)
        _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    package func signal(_ number: Int32) { child.signal(number) }

    /// Closes our side of the terminal, as a lost connection does; the program gets SIGHUP and reads an end.
    package func hangUp() {
        guard master >= 0 else { return }
        receive()
        close(master)
        master = -1
    }

    /// Whether the text is written within the span, counted from the first byte or from `offset` on.
    package func waitForOutput(containing text: String, from offset: Int = 0, within span: Duration = .seconds(20))
        -> Bool
    {
        eventually(within: span) {
            String(decoding: output.dropFirst(offset), as: UTF8.self).contains(text)
        }
    }

    /// Sleeps until there is something to read, at most for the span; whether there is.
    ///
    /// For measuring, where the other waits, which look every few milliseconds, are too coarse.
    package func waitForBytes(within span: Duration) -> Bool {
        guard master >= 0 else { return false }
        var state = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        let milliseconds = max(0, (span / .milliseconds(1)).rounded(.down))
        guard poll(&state, 1, Int32(milliseconds)) > 0 else { return false }
        return state.revents & Int16(POLLIN) != 0
    }

    /// How the program ended; nil when it still runs after the span.
    package func waitForExit(within span: Duration = .seconds(20)) -> ChildProcess.Ending? {
        var ending: ChildProcess.Ending?
        _ = eventually(within: span) {
            receive()
            ending = child.ended()
            return ending != nil
        }
        receive()
        return ending
    }

    /// Takes what is there, without waiting; a terminal whose program has gone reads as an error, which is an end.
    private func receive() {
        guard master >= 0 else { return }
        var piece = [UInt8](repeating: 0, count: 1 << 14)
        while true {
            let count = read(master, &piece, piece.count)
            guard count > 0 else { return }
            received += piece.prefix(count)
        }
    }

    private static func size(columns: Int, rows: Int) -> winsize {
        winsize(ws_row: UInt16(clamping: rows), ws_col: UInt16(clamping: columns), ws_xpixel: 0, ws_ypixel: 0)
    }
}
