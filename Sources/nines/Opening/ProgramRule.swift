import Settings

/// Whether a session may run the programs that its configuration names to be let in.
enum ProgramRule {
    /// Not at all: a locked session runs what the machine's configuration asks for alone.
    case never
    /// Once, before the screen is taken: nothing that happens afterwards can start one.
    case atTheStart
    /// Again when what they gave has expired or is refused.
    case whenNeeded

    /// - Parameters:
    ///   - reason: why the session is read-only; nil when it is not.
    ///   - isOfMachine: whether the machine's configuration alone describes the cluster, and names what describes the login.
    init(_ reason: ReadOnlyReason?, isOfMachine: Bool) {
        switch reason {
        case nil: self = .whenNeeded
        case let reason?: self = reason.isLocked && !isOfMachine ? .never : .atTheStart
        }
    }
}
