/// How a cell is to be understood: its meaning, what it lies on, and whether it is old news.
package struct Style: Hashable, Sendable {
    package var role: StyleRole
    package var surface: Surface
    /// Whether the value is stale or unavailable and should recede.
    package var isDimmed: Bool

    package init(role: StyleRole = .text, surface: Surface = .screen, isDimmed: Bool = false) {
        self.role = role
        self.surface = surface
        self.isDimmed = isDimmed
    }
}
