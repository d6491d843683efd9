import CNcurses

/// A cell's text as curses takes it: a base, up to four marks, and a zero.
struct CellText {
    /// Always ends with a zero.
    var characters: (wchar_t, wchar_t, wchar_t, wchar_t, wchar_t, wchar_t) = (0x20, 0, 0, 0, 0, 0)
    /// How often it is to be written to fill the cell.
    private(set) var repetitions = 1

    /// - Parameter columns: the width that the buffer gave it. Where the C library has another opinion (it is older
    ///   than the character, or the locale lacks it), U+FFFD or a question mark stands in for it, as wide.
    init(_ text: Character, columns: Int) {
        if let ascii = text.asciiValue {
            characters.0 = wchar_t(ascii)
            return
        }
        let scalars = text.unicodeScalars.map { wchar_t(bitPattern: $0.value) }
        guard let base = scalars.first, wcwidth(base) == Int32(columns),
            scalars.dropFirst().allSatisfy({ wcwidth($0) == 0 })
        else {
            characters.0 = wcwidth(0xFFFD) == 1 ? 0xFFFD : 0x3F
            repetitions = columns
            return
        }
        characters.0 = base
        if scalars.count > 1 { characters.1 = scalars[1] }
        if scalars.count > 2 { characters.2 = scalars[2] }
        if scalars.count > 3 { characters.3 = scalars[3] }
        if scalars.count > 4 { characters.4 = scalars[4] }
    }
}
