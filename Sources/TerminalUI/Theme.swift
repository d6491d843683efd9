/// The looks of every role on every surface.
///
/// Read from a file by the `Themes` target; complete by construction, because a role without an entry looks like
/// ordinary text and a surface without an entry like the screen.
package struct Theme: Sendable, Equatable {
    /// A colour, and what stands for it on terminals that have only the sixteen ANSI colours.
    package struct Shade: Sendable, Hashable {
        package var color: Color
        /// One of `Color.ansi`, or `.standard`; the nearest by hue when not given.
        package var basic: Color?

        package init(_ color: Color, basic: Color? = nil) {
            self.color = color
            self.basic = basic
        }
    }

    /// The looks of one role.
    package struct Look: Sendable, Hashable {
        package var foreground: Shade
        package var isBold = false
        package var isDim = false
        package var isUnderlined = false
        package var isReversed = false
        package var isItalic = false

        package init(_ foreground: Shade = Shade(.standard)) {
            self.foreground = foreground
        }
    }

    package let name: String
    /// One line that tells it from the others.
    package let summary: String
    package let looks: [StyleRole: Look]
    package let surfaces: [Surface: Shade]
    /// What the terminal's own colours are taken to be where they must be known: in pictures and when dimming.
    package let standardForeground: Color
    package let standardBackground: Color

    package init(
        name: String,
        summary: String,
        looks: [StyleRole: Look],
        surfaces: [Surface: Shade],
        standardForeground: Color = .rgb(0xD0, 0xD0, 0xD0),
        standardBackground: Color = .rgb(0x12, 0x12, 0x12)
    ) {
        self.name = name
        self.summary = summary
        self.looks = looks
        self.surfaces = surfaces
        self.standardForeground = standardForeground
        self.standardBackground = standardBackground
    }

    /// A theme without a file: severities by attribute, everything else as the terminal has it.
    package static let plain = Theme(name: "plain", summary: "The terminal's own colours", looks: [:], surfaces: [:])
}
