/// One place on the screen.
///
/// A wide character occupies two cells: the first holds it with width 2, the second is a blank of width 0.
package struct Cell: Hashable, Sendable {
    package var text: Character
    /// 1 or 2 for a character that begins here, 0 for the second half of a wide one.
    package var width: Int
    package var style: Style

    package init(text: Character, width: Int = 1, style: Style = Style()) {
        self.text = text
        self.width = width
        self.style = style
    }

    /// An empty place.
    package static func blank(_ style: Style = Style()) -> Cell {
        Cell(text: " ", width: 1, style: style)
    }

    /// The second half of a wide character.
    static func continuation(_ style: Style) -> Cell {
        Cell(text: " ", width: 0, style: style)
    }
}
