/// A small curve drawn with block characters.
package enum Sparkline {
    private static let steps: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    private static let unknown: Character = "·"

    /// Draws the newest samples, the newest at the right, exactly that many columns wide.
    ///
    /// Zero is the lowest step and anything above zero at least the second, so that "a little" never looks like
    /// "none". Unknown samples are dots, and times before the first sample blank.
    /// - Parameter maximum: what the highest step stands for; the greatest sample drawn when not given.
    package static func text(_ samples: [Double?], columns: Int, maximum: Double? = nil) -> String {
        let shown = samples.suffix(max(0, columns))
        let greatest = shown.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        let top = maximum ?? greatest
        let blanks = String(repeating: " ", count: max(0, columns) - shown.count)
        return blanks + String(shown.map { step(for: $0, top: top) })
    }

    private static func step(for sample: Double?, top: Double) -> Character {
        guard let sample, !sample.isNaN else { return unknown }
        guard sample > 0 else { return steps[0] }
        guard top > 0, sample < top else { return steps[steps.count - 1] }
        let above = Int((sample / top * 6).rounded())
        return steps[1 + min(max(above, 0), 6)]
    }
}
