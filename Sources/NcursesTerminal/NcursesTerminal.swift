import CNcurses
import Glibc
import TerminalUI

/// The user's terminal, through ncurses.
///
/// Curses is global and not thread-safe: there is one terminal at a time, used by the thread that made it.
///
/// What the event loop has to do:
/// - block SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM and SIGHUP and make its signalfd *before* making a terminal;
///   the terminal takes back the handlers that curses installs, so that the signals arrive nowhere else;
/// - when standard input is readable, call `keys()`, which never waits (up to 25 ms after a lone Escape);
/// - on SIGWINCH call `resize()`, then present a buffer of the new `size`;
/// - on SIGTSTP call `suspend()`, then `raise(SIGSTOP)`; when that returns, or on SIGCONT, call `resume()` and present;
/// - on every way out call `restore()`.
package final class NcursesTerminal {
    package let depth: ColorDepth
    private let facts: TerminalFacts
    private let device: TerminalDevice
    private let screen: UnsafeMutableRawPointer
    private let keyboard: UnsafeMutableRawPointer
    private let hasStandardColors: Bool
    private let modesBefore: termios?
    private var pairs: ColorPairs
    private var title: String?
    /// What was presented last, nil where curses may hold something else.
    private var presented: CellBuffer?
    private var state = State.painting

    private enum State {
        /// Curses has the screen; next is either of the others.
        case painting
        /// The shell has the screen for a while; next is `painting` or `restored`.
        case suspended
        /// The shell has the screen for good.
        case restored
    }

    /// Takes the screen that standard output and input are connected to.
    ///
    /// - Parameter depthOverride: fewer colours than the terminal has, for NO_COLOR and the like; more are not given.
    package convenience init(theme: Theme, depthOverride: ColorDepth?) throws(StartFailure) {
        guard isatty(STDOUT_FILENO) == 1 else { throw .outputIsNoTerminal }
        guard isatty(STDIN_FILENO) == 1 else { throw .inputIsNoTerminal }
        let facts = try TerminalFacts(
            term: Self.environment("TERM") ?? "",
            colorterm: Self.environment("COLORTERM"),
            descriptor: STDOUT_FILENO
        )
        try self.init(theme: theme, depthOverride: depthOverride, facts: facts, output: STDOUT_FILENO) {
            shim_open_standard(facts.term)
        }
    }

    /// Takes any pair of files for a terminal of that name, which is how tests watch it.
    package convenience init(
        theme: Theme,
        depthOverride: ColorDepth? = nil,
        term: String,
        colorterm: String? = nil,
        size: Size,
        output: UnsafeMutablePointer<FILE>,
        input: UnsafeMutablePointer<FILE>
    ) throws(StartFailure) {
        let descriptor = fileno(output)
        let facts = try TerminalFacts(term: term, colorterm: colorterm, descriptor: descriptor)
        try self.init(theme: theme, depthOverride: depthOverride, facts: facts, output: descriptor) {
            shim_open(facts.term, output, input)
        }
        shim_resize(Int32(size.rows), Int32(size.columns))
    }

    private init(
        theme: Theme,
        depthOverride: ColorDepth?,
        facts: TerminalFacts,
        output: Int32,
        open: () -> UnsafeMutableRawPointer?
    ) throws(StartFailure) {
        shim_choose_characters()
        modesBefore = TerminalDevice(descriptor: output).modes
        guard let screen = SignalDispositions.kept(during: open) else { throw .refused(facts.term) }
        shim_set_modes()
        guard let keyboard = shim_open_keyboard() else {
            shim_leave()
            shim_free(screen, nil)
            throw .refused(facts.term)
        }
        self.facts = facts
        device = TerminalDevice(descriptor: output)
        self.screen = screen
        self.keyboard = keyboard
        depth = ColorDepth(rawValue: min(facts.depth.rawValue, depthOverride?.rawValue ?? .max)) ?? facts.depth
        hasStandardColors = depth == .monochrome ? true : shim_start_colors()
        pairs = ColorPairs(
            theme: theme,
            depth: depth,
            limit: facts.pairs,
            hasStandardColors: hasStandardColors
        )
        device.freeControlKeys()
        shim_keep_modes()
        arm()
    }

    deinit {
        restore()
        shim_free(screen, keyboard)
    }

    /// The size of the screen now.
    package var size: Size {
        Size(columns: Int(shim_columns()), rows: Int(shim_rows()))
    }

    /// Makes the screen show the buffer; what does not fit is left out, what the buffer does not cover is blank.
    package func present(_ buffer: CellBuffer) {
        guard state == .painting else { return }
        let size = size
        // What curses holds already need not be put there again: most seconds change a row or two.
        let known = presented.flatMap { $0.size == buffer.size ? $0 : nil }
        if known == nil { shim_erase() }
        presented = buffer
        for row in 0..<min(size.rows, buffer.size.rows) where known?.row(row) != buffer.row(row) {
            shim_move(Int32(row), 0)
            for (column, cell) in buffer.row(row).prefix(size.columns).enumerated() where cell.width > 0 {
                put(cell, fits: column + cell.width <= size.columns)
            }
        }
        shim_update()
    }

    private func put(_ cell: Cell, fits: Bool) {
        let paint = pairs.paint(for: cell.style)
        var glyph = CellText(fits ? cell.text : " ", columns: fits ? cell.width : 1)
        for _ in 0..<glyph.repetitions {
            withUnsafeBytes(of: &glyph.characters) { bytes in
                guard let start = bytes.bindMemory(to: wchar_t.self).baseAddress else { return }
                shim_put(start, paint.looks, paint.pair)
            }
        }
    }

    /// The keys pressed since the last call, without waiting for more.
    package func keys() -> [Key] {
        guard state == .painting else { return [] }
        var inputs: [KeyDecoder.Input] = []
        var value: UInt32 = 0
        while inputs.count < Self.mostInputs {
            switch shim_read_key(keyboard, &value) {
            case SHIM_KEY_CHARACTER: inputs.append(.character(value))
            case SHIM_KEY_CODE: inputs.append(.code(Int32(truncatingIfNeeded: value)))
            default: return KeyDecoder.keys(inputs)
            }
        }
        return KeyDecoder.keys(inputs)
    }

    /// More than anybody types between two turns of the event loop.
    private static let mostInputs = 4096

    /// Takes over the size that the terminal has now; everything is painted anew at the next `present`.
    package func resize() {
        presented = nil
        guard let size = device.size else { return }
        shim_resize(Int32(size.rows), Int32(size.columns))
        shim_repaint_next()
    }

    /// Paints everything anew at the next `present`, for screens that other programs wrote over.
    package func repaint() {
        presented = nil
        shim_repaint_next()
    }

    /// Changes the looks; visible at the next `present`.
    package func setTheme(_ theme: Theme) {
        presented = nil
        pairs = ColorPairs(
            theme: theme,
            depth: depth,
            limit: facts.pairs,
            hasStandardColors: hasStandardColors
        )
    }

    /// Names the window, where terminals have one to name.
    package func setTitle(_ title: String) {
        guard facts.hasTitle, state == .painting else { return }
        if self.title == nil { device.write(Self.savingTitle) }
        self.title = title
        device.write(Self.settingTitle(title))
    }

    /// Rings the bell.
    package func ring() {
        guard state == .painting else { return }
        shim_ring()
    }

    /// Lends the screen to the shell until `resume()`.
    package func suspend() {
        guard state == .painting else { return }
        leave()
        state = .suspended
    }

    /// Takes the screen back, as large as it is now; everything is painted anew at the next `present`.
    package func resume() {
        guard state == .suspended else { return }
        state = .painting
        arm()
        resize()
        shim_repaint_next()
        shim_update()
        if let title {
            device.write(Self.savingTitle)
            device.write(Self.settingTitle(title))
        }
    }

    /// Gives the screen back as it was; does nothing the second time.
    package func restore() {
        switch state {
        case .painting: leave()
        case .suspended, .restored: break
        }
        state = .restored
    }

    private func leave() {
        shim_leave()
        device.write(facts.farewell)
        if title != nil { device.write(Self.restoringTitle) }
        TerminalGuard.disarm()
    }

    private func arm() {
        let sequence = facts.restoring + (facts.hasTitle ? Self.restoringTitle : [])
        TerminalGuard.arm(descriptor: device.descriptor, sequence: sequence, modes: modesBefore)
    }

    private static func environment(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }
}
