extension Sparkline {
    /// A curve several rows high, the top row first, each exactly that many columns wide.
    ///
    /// Read like `text(_:columns:maximum:)`: the newest sample at the right, unknown ones dots in the lowest row. Anything above
    /// zero shows at least an eighth of a row.
    package static func chart(_ samples: [Double?], columns: Int, rows: Int, maximum: Double? = nil) -> [String] {
        let shown = samples.suffix(max(0, columns))
        let top = maximum ?? shown.compactMap { $0 }.filter(\.isFinite).max() ?? 0
        let blanks = String(repeating: " ", count: max(0, columns) - shown.count)
        let heights = shown.map { eighths(of: $0, top: top, rows: rows) }
        return (0..<max(0, rows)).reversed().map { row in
            blanks + String(heights.map { character(of: $0, in: row) })
        }
    }

    /// How many eighths of a row a sample is high; nil when it is unknown.
    private static func eighths(of sample: Double?, top: Double, rows: Int) -> Int? {
        guard let sample, !sample.isNaN else { return nil }
        guard sample > 0 else { return 0 }
        guard top > 0, sample < top else { return rows * 8 }
        return min(max(Int((sample / top * Double(rows * 8)).rounded()), 1), rows * 8)
    }

    private static func character(of height: Int?, in row: Int) -> Character {
        let blocks: [Character] = [" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
        guard let height else { return row == 0 ? "·" : " " }
        let filled = min(max(height - row * 8, 0), 8)
        // The lowest row always has a line to stand on, so that zero is seen as zero.
        return row == 0 && filled == 0 ? blocks[1] : blocks[filled]
    }
}
