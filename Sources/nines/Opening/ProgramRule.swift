/// Whether a session may run the programs that its configuration names to be let in.
enum ProgramRule {
    /// Once, before the screen is taken: nothing that happens on it can start one.
    case beforeTheScreen
    /// Again when what they gave has expired, for commands without a screen.
    case whenNeeded
}
