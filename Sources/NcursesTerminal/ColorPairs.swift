import CNcurses
import TerminalUI

/// The colour pairs of curses, handed out as styles need them.
struct ColorPairs {
    /// How a style is written to curses.
    struct Paint {
        var looks = shim_looks()
        var pair: Int32 = 0
    }

    private struct Combination: Hashable {
        let foreground: Int32
        let background: Int32
    }

    private let theme: Theme
    private let depth: ColorDepth
    private let limit: Int
    private let hasStandardColors: Bool
    private var numbers: [Combination: Int32] = [:]
    private var paints: [Style: Paint] = [:]
    /// The last answer: neighbouring cells mostly share their style.
    private var latest: (style: Style, paint: Paint)?

    init(theme: Theme, depth: ColorDepth, limit: Int, hasStandardColors: Bool) {
        self.theme = theme
        self.depth = depth
        self.limit = limit
        self.hasStandardColors = hasStandardColors
    }

    /// The paint of a style, worked out once.
    mutating func paint(for style: Style) -> Paint {
        if let latest, latest.style == style { return latest.paint }
        if let known = paints[style] {
            latest = (style, known)
            return known
        }
        let attributes = theme.attributes(for: style, depth: depth)
        var paint = Paint()
        paint.looks.bold = attributes.isBold
        paint.looks.dim = attributes.isDim
        paint.looks.underlined = attributes.isUnderlined
        paint.looks.reversed = attributes.isReversed
        paint.looks.italic = attributes.isItalic
        paint.pair = pair(attributes)
        paints[style] = paint
        return paint
    }

    /// The number of the pair, 0 (the terminal's own colours) when there are no colours or no more pairs.
    private mutating func pair(_ attributes: Attributes) -> Int32 {
        guard depth != .monochrome else { return 0 }
        let combination = Combination(
            foreground: number(attributes.foreground, standard: hasStandardColors ? -1 : 7),
            background: number(attributes.background, standard: hasStandardColors ? -1 : 0)
        )
        if hasStandardColors, combination.foreground == -1, combination.background == -1 { return 0 }
        if let known = numbers[combination] { return known }
        let next = Int32(numbers.count + 1)
        guard next < limit, shim_define_pair(next, combination.foreground, combination.background) else { return 0 }
        numbers[combination] = next
        return next
    }

    private func number(_ color: Color, standard: Int32) -> Int32 {
        guard case .rgb(let red, let green, let blue) = color else { return standard }
        guard depth == .direct else { return color.index(at: depth).map(Int32.init) ?? standard }
        let value = Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
        // The entries of direct-colour terminals keep 0 to 7 for the ANSI colours; those values are all but black.
        return value < 8 ? 0 : value
    }
}
