/// What a piece of text means; a theme decides what that looks like, drawing code never does.
package enum StyleRole: String, CaseIterable, Sendable {
    /// Ordinary text and values.
    case text
    /// What is there for completeness: units, expected states, hints.
    case muted
    /// Column titles and section names.
    case heading
    /// The name of the thing on screen: the program, a cluster, a dialogue.
    case title
    /// The name of a value beside it.
    case label
    /// A key to press, in hints and help.
    case key
    /// Rules, frames and the marks between things.
    case separator
    /// What draws the eye without saying good or bad: the marker of the selected row.
    case accent
    /// As it should be.
    case good
    /// Worth knowing, nothing to do.
    case notice
    /// Something needs attention before it becomes an outage.
    case warning
    /// Clients are hurt, or data is at risk.
    case critical
    /// The member that takes writes.
    case leader
    /// A member that follows.
    case replica
    /// Sparklines and bars.
    case trend
    /// An address that can be opened or copied.
    case link
    /// A word that is always true of this session, such as READ ONLY.
    case badge
    /// The time at which something happened.
    case timestamp
    /// What is being typed.
    case inputText
    /// What an empty input asks for.
    case placeholder
    /// The cell at which the next typed character appears.
    case cursor
    /// The label and the frames of a cluster that must not be touched lightly.
    case production
    /// Labels and frames of clusters that the configuration gives a colour, so that nobody takes one for another.
    case frameRed, frameYellow, frameGreen, frameBlue, frameMagenta, frameCyan, frameWhite
}
