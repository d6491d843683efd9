import CNcurses
import Foundation
import NcursesTerminal
import TerminalUI
import Themes

/// A terminal that nobody sees: keys come from a pipe and what is painted goes to a file.
final class Stage {
    let terminal: NcursesTerminal
    private let keyboard: FileHandle
    private let output: UnsafeMutablePointer<FILE>
    private let input: UnsafeMutablePointer<FILE>
    private let path: String

    init(
        _ term: String = "xterm-256color",
        columns: Int = 40,
        rows: Int = 6,
        theme: Theme = BuiltinThemes.standard,
        depth: ColorDepth? = nil,
        colorterm: String? = nil
    ) throws {
        let pipe = Pipe()
        path = FileManager.default.temporaryDirectory.appending(path: "stage-\(UUID().uuidString)").path
        guard let output = fopen(path, "w"), let input = fdopen(dup(pipe.fileHandleForReading.fileDescriptor), "r")
        else { throw POSIXError(.EIO) }
        self.output = output
        self.input = input
        keyboard = pipe.fileHandleForWriting
        terminal = try NcursesTerminal(
            theme: theme,
            depthOverride: depth,
            term: term,
            colorterm: colorterm,
            size: Size(columns: columns, rows: rows),
            output: output,
            input: input
        )
    }

    /// Everything painted so far.
    var painted: String {
        String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
    }

    /// What the body painted.
    func painted(during body: () -> Void) -> String {
        let before = painted.utf8.count
        body()
        return String(decoding: painted.utf8.dropFirst(before), as: UTF8.self)
    }

    /// Presses keys as a terminal sends them.
    func type(_ bytes: String) throws {
        try keyboard.write(contentsOf: Data(bytes.utf8))
    }

    /// What curses believes is in that place.
    func cell(_ column: Int, _ row: Int) -> (text: String, held: shim_cell) {
        let held = shim_read_cell(Int32(row), Int32(column))
        let values = withUnsafeBytes(of: held.characters) { Array($0.bindMemory(to: UInt32.self)) }
        let scalars = values.prefix { $0 != 0 }.compactMap(Unicode.Scalar.init)
        return (String(String.UnicodeScalarView(scalars)), held)
    }

    deinit {
        terminal.restore()
        fclose(output)
        fclose(input)
        try? FileManager.default.removeItem(atPath: path)
    }
}
