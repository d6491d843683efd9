import TerminalUI

/// xterm's sequences for the window title (ctlseqs: CSI Ps t, OSC 2).
extension NcursesTerminal {
    static let savingTitle = Array("\u{1B}[22;2t".utf8)
    static let restoringTitle = Array("\u{1B}[23;2t".utf8)

    /// The title comes from outside; a control character in it would end the sequence and begin another.
    static func settingTitle(_ title: String) -> [UInt8] {
        let columns = min(title.columns, 200)
        var buffer = CellBuffer(size: Size(columns: columns, rows: 1))
        buffer.write(title, column: 0, row: 0, style: Style())
        let text = buffer.plainRows().first ?? ""
        return Array("\u{1B}]2;\(text)\u{07}".utf8)
    }
}
