extension CellBuffer {
    /// A picture of the buffer as a terminal with that theme shows it.
    ///
    /// The same buffer always gives the same bytes: whole-number cells, no identifiers, no date, no embedded font.
    package func svg(theme: Theme, title: String) -> String {
        SVGDrawing(buffer: self, theme: theme).document(title: title)
    }
}

/// Draws one buffer as SVG.
///
/// Blanks part the text of a run into pieces, each placed on its own, so that columns stay in line also in programs
/// that ignore `textLength` (librsvg does).
private struct SVGDrawing {
    let buffer: CellBuffer
    let theme: Theme

    private let cellWidth = 8
    private let cellHeight = 16
    private let baseline = 12
    private let margin = 12
    /// The size at which the usual monospaced fonts, 0.602 em wide, are one cell wide.
    private let fontSize = "13.29"
    private let fontFamily = "'DejaVu Sans Mono','Noto Sans Mono CJK SC',Menlo,Consolas,monospace"

    func document(title: String) -> String {
        let width = buffer.size.columns * cellWidth + 2 * margin
        let height = buffer.size.rows * cellHeight + 2 * margin
        var lines = [
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(width)\" height=\"\(height)\" "
                + "viewBox=\"0 0 \(width) \(height)\" role=\"img\">",
            "<title>\(title.escapedForXML)</title>",
            "<rect width=\"\(width)\" height=\"\(height)\" rx=\"8\" fill=\"\(hex(theme.standardBackground))\"/>",
            "<g font-family=\"\(fontFamily)\" font-size=\"\(fontSize)\" fill=\"\(hex(theme.standardForeground))\">",
        ]
        for row in 0..<buffer.size.rows {
            let runs = appearanceRuns(inRow: row)
            lines += backgrounds(runs, row)
            lines += runs.flatMap { texts($0, row) }
        }
        return (lines + ["</g>", "</svg>"]).joined(separator: "\n") + "\n"
    }

    /// The runs of a row, with neighbours that look alike put together.
    private func appearanceRuns(inRow row: Int) -> [(columns: Range<Int>, looks: Appearance)] {
        var runs: [(columns: Range<Int>, looks: Appearance)] = []
        for run in buffer.styleRuns(inRow: row) {
            let looks = Appearance(theme.attributes(for: run.style, depth: .direct), theme)
            if let last = runs.indices.last, runs[last].looks == looks {
                runs[last].columns = runs[last].columns.lowerBound..<run.columns.upperBound
            } else {
                runs.append((run.columns, looks))
            }
        }
        return runs
    }

    /// The papers of a row, each as wide as it goes; the open screen's is there already.
    private func backgrounds(_ runs: [(columns: Range<Int>, looks: Appearance)], _ row: Int) -> [String] {
        var papers: [(columns: Range<Int>, color: Color)] = []
        for run in runs {
            if let last = papers.indices.last, papers[last].color == run.looks.paper {
                papers[last].columns = papers[last].columns.lowerBound..<run.columns.upperBound
            } else {
                papers.append((run.columns, run.looks.paper))
            }
        }
        return papers.filter { $0.color != theme.standardBackground }.map { paper in
            "<rect x=\"\(x(paper.columns.lowerBound))\" y=\"\(margin + row * cellHeight)\" "
                + "width=\"\(paper.columns.count * cellWidth)\" height=\"\(cellHeight)\" fill=\"\(hex(paper.color))\"/>"
        }
    }

    private func texts(_ run: (columns: Range<Int>, looks: Appearance), _ row: Int) -> [String] {
        pieces(of: run.columns, row).map { piece in
            var tag = "<text x=\"\(x(piece.column))\" y=\"\(margin + row * cellHeight + baseline)\" "
            tag += "textLength=\"\(piece.columns * cellWidth)\" xml:space=\"preserve\""
            if run.looks.ink != theme.standardForeground { tag += " fill=\"\(hex(run.looks.ink))\"" }
            if run.looks.isBold { tag += " font-weight=\"bold\"" }
            if run.looks.isItalic { tag += " font-style=\"italic\"" }
            if run.looks.isUnderlined { tag += " text-decoration=\"underline\"" }
            return "\(tag)>\(piece.text.escapedForXML)</text>"
        }
    }

    private struct Piece {
        var column: Int
        var columns: Int
        var text: String
        var isWide: Bool
    }

    /// The text of a run, parted at two or more blanks and where narrow and wide characters meet.
    private func pieces(of columns: Range<Int>, _ row: Int) -> [Piece] {
        var pieces: [Piece] = []
        var blanks = 2
        for column in columns {
            let cell = buffer[column, row]
            if cell.width == 0 { continue }
            if cell.text == " " {
                blanks += 1
                continue
            }
            if blanks < 2, let last = pieces.indices.last, pieces[last].isWide == (cell.width == 2) {
                pieces[last].text += String(repeating: " ", count: blanks) + String(cell.text)
                pieces[last].columns += blanks + cell.width
            } else {
                pieces.append(
                    Piece(column: column, columns: cell.width, text: String(cell.text), isWide: cell.width == 2)
                )
            }
            blanks = 0
        }
        return pieces
    }

    private func x(_ column: Int) -> Int { margin + column * cellWidth }

    private func hex(_ color: Color) -> String { color.hex ?? "none" }
}

/// Attributes with every colour known and reversal carried out.
private struct Appearance: Equatable {
    var ink: Color
    var paper: Color
    var isBold: Bool
    var isUnderlined: Bool
    var isItalic: Bool

    init(_ attributes: Attributes, _ theme: Theme) {
        ink = attributes.foreground == .standard ? theme.standardForeground : attributes.foreground
        paper = attributes.background == .standard ? theme.standardBackground : attributes.background
        if attributes.isReversed { swap(&ink, &paper) }
        if attributes.isDim { ink = ink.blended(with: paper, share: 0.45) }
        isBold = attributes.isBold
        isUnderlined = attributes.isUnderlined
        isItalic = attributes.isItalic
    }
}

extension String {
    fileprivate var escapedForXML: String {
        reduce(into: "") { text, character in
            switch character {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            default: text.append(character)
            }
        }
    }
}
