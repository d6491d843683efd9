extension CellBuffer {
    /// The text of each row, trailing blanks included.
    package func plainRows() -> [String] {
        (0..<size.rows).map { index in
            row(index).reduce(into: "") { text, cell in
                if cell.width > 0 { text.append(cell.text) }
            }
        }
    }

    /// The buffer as a text that people can read and compare.
    ///
    /// Each row stands between bars. Below it come the runs of cells on it that are not ordinary text on the open
    /// screen: `  9..<15 warning`, `  0..<100 bar.title`, `  3..<9 text dim`.
    package func golden() -> String {
        var lines: [String] = []
        for (index, text) in plainRows().enumerated() {
            lines.append("|\(text)|")
            for run in styleRuns(inRow: index) where run.style != Style() {
                lines.append("  \(run.columns.lowerBound)..<\(run.columns.upperBound) \(run.style.goldenName)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The parts of a row that share a style.
    func styleRuns(inRow row: Int) -> [(columns: Range<Int>, style: Style)] {
        var runs: [(columns: Range<Int>, style: Style)] = []
        for (column, cell) in self.row(row).enumerated() {
            if let last = runs.indices.last, runs[last].style == cell.style {
                runs[last].columns = runs[last].columns.lowerBound..<(column + 1)
            } else {
                runs.append((column..<(column + 1), cell.style))
            }
        }
        return runs
    }
}

extension Style {
    /// The style as goldens write it.
    fileprivate var goldenName: String {
        let place = surface == .screen ? "" : "\(surface.rawValue)."
        return "\(place)\(role.rawValue)\(isDimmed ? " dim" : "")"
    }
}
