/// A colour as a theme writes it.
package enum Color: Hashable, Sendable {
    /// What the terminal uses by itself, which may be a picture or transparent.
    case standard
    case rgb(UInt8, UInt8, UInt8)

    /// The colour of `#rrggbb`.
    package init?(hex: String) {
        let digits = hex.dropFirst()
        guard hex.utf8.count == 7, hex.hasPrefix("#"), digits.allSatisfy(\.isHexDigit),
            let value = UInt32(digits, radix: 16)
        else { return nil }
        self = .rgb(UInt8(value >> 16 & 0xFF), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    /// `#rrggbb`, or nothing for the terminal's own.
    package var hex: String? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        return "#"
            + [red, green, blue].map { part in
                let digits = String(part, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
    }

    /// This colour moved towards another; `share` is how much of the other is in it, from 0 to 1.
    package func blended(with other: Color, share: Double) -> Color {
        guard case .rgb(let red, let green, let blue) = self,
            case .rgb(let otherRed, let otherGreen, let otherBlue) = other
        else { return self }
        func mix(_ one: UInt8, _ two: UInt8) -> UInt8 {
            let mixed = Double(one) * (1 - share) + Double(two) * share
            return UInt8(min(max(mixed, 0), 255).rounded())
        }
        return .rgb(mix(red, otherRed), mix(green, otherGreen), mix(blue, otherBlue))
    }

    /// The contrast ratio of WCAG 2 between two colours, from 1 to 21; nothing when one is the terminal's own.
    package func contrast(to other: Color) -> Double? {
        guard let mine = luminance, let its = other.luminance else { return nil }
        return (max(mine, its) + 0.05) / (min(mine, its) + 0.05)
    }

    /// The relative luminance of WCAG 2.
    ///
    /// The exponent 2.4 of the definition needs a power function, which the standard library lacks; a cubic that is
    /// within 0.001 of it serves.
    private var luminance: Double? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        func linear(_ part: UInt8) -> Double {
            let value = Double(part) / 255
            return value * (value * (value * 0.305306011 + 0.682171111) + 0.012522878)
        }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }
}
