/// The cells that a text occupies, one after the other.
///
/// Terminals advance by code point, not by grapheme cluster, so text is taken apart the same way: every scalar with a
/// width begins a cell, marks without a width join the cell before them. What would not draw (controls, formats,
/// surrogates, private use, unassigned) becomes U+FFFD, and variation selectors go, because terminals disagree about
/// the width of what they select. Width here is therefore what `wcwidth` of the C library says.
struct Glyphs: Sequence, IteratorProtocol {
    /// One cell's content and its width of 1 or 2.
    struct Glyph: Hashable {
        var text: Character
        var columns: Int
    }

    /// The marks a cell may carry: curses stores five code points in a cell, its base among them.
    private static let mostMarks = 3
    private var scalars: String.UnicodeScalarView.Iterator
    /// The scalar that comes next; one is looked at before it is taken.
    private var following: Unicode.Scalar?

    init(_ text: String) {
        scalars = text.unicodeScalars.makeIterator()
        following = scalars.next()
    }

    mutating func next() -> Glyph? {
        guard let first = following else { return nil }
        following = scalars.next()
        if first.isVariationSelector { return next() }
        let width = first.columns
        guard width > 0 else { return Glyph(text: "\u{FFFD}", columns: 1) }
        guard let following, !following.isASCII, !following.isPlainSymbol else {
            return Glyph(text: Character(first), columns: width)
        }
        return Glyph(text: marked(first), columns: width)
    }

    /// The base with the marks that follow it; marks that would not join it, or are too many, are left out.
    private mutating func marked(_ base: Unicode.Scalar) -> Character {
        var cluster = String(base)
        var marks = 0
        while let mark = following, mark.isDrawn, mark.columns == 0 || mark.isVariationSelector {
            following = scalars.next()
            guard marks < Self.mostMarks, !mark.isVariationSelector else { continue }
            let longer = cluster + String(mark)
            guard longer.count == 1 else { continue }
            cluster = longer
            marks += 1
        }
        return Character(cluster)
    }
}

extension Unicode.Scalar {
    /// Whether the scalar draws something and cannot change how others are drawn.
    var isDrawn: Bool {
        if isASCII { return value >= 0x20 && value != 0x7F }
        if isPlainSymbol { return true }
        switch properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
        default: return true
        }
    }

    /// Whether the scalar is one of the rules, blocks and triangles that screens are full of (U+2500 to U+25FC).
    ///
    /// All of them are drawn, one cell wide; this spares a look into the character database for each.
    var isPlainSymbol: Bool { (0x2500...0x25FC).contains(value) }

    /// Whether the scalar chooses between the text and picture form of the one before it.
    var isVariationSelector: Bool {
        (0xFE00...0xFE0F).contains(value) || (0xE0100...0xE01EF).contains(value)
    }

    /// The width of the scalar by itself: 0 for marks and for what is not drawn, else 1 or 2.
    var columns: Int {
        if isASCII { return isDrawn ? 1 : 0 }
        if isPlainSymbol { return 1 }
        guard isDrawn else { return 0 }
        // Vowels and finals of Korean syllables written in parts are drawn inside the consonant before them.
        if (0x1160...0x11FF).contains(value) || (0xD7B0...0xD7FF).contains(value) { return 0 }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return 0
        default: return WideRanges.contain(self) ? 2 : 1
        }
    }
}
