/// What a cell lies on: the other half of its looks besides its role.
package enum Surface: String, CaseIterable, Sendable {
    /// The open screen.
    case screen
    /// The header and footer lines.
    case bar
    /// The row the keyboard acts on.
    case selection
    /// A dialogue or pop-up above the screen.
    case panel
    /// A field that is typed into.
    case input
    /// The header and footer lines of a cluster that must not be touched lightly.
    case production
}
