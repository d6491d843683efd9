/// How many colours a terminal can show.
package enum ColorDepth: Int, Sendable, CaseIterable {
    case monochrome
    /// The eight ANSI colours, which users choose themselves.
    case ansi8
    /// The eight and their bright forms.
    case ansi16
    /// xterm's cube of 6×6×6 and its 24 greys.
    case indexed256
    /// Red, green and blue as they are.
    case direct
}
