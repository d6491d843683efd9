extension NcursesTerminal {
    /// Why the screen cannot be taken; found out before anything is written to it.
    package enum StartFailure: Error, Hashable, Sendable {
        case outputIsNoTerminal
        case inputIsNoTerminal
        /// TERM is not set or empty.
        case termIsMissing
        /// The terminal database has no entry of that name.
        case unknownTerm(String)
        /// There is no terminal database at all.
        case noTerminalDatabase
        /// The terminal cannot place its cursor.
        case cannotPlaceCursor(String)
        /// ncurses refused for a reason that it does not tell.
        case refused(String)
    }
}

extension NcursesTerminal.StartFailure: CustomStringConvertible {
    /// A sentence that says what is the matter and what to do.
    package var description: String {
        switch self {
        case .outputIsNoTerminal:
            "The output is not a terminal; leave out the redirection, or use 'nines status' for output to a file."
        case .inputIsNoTerminal:
            "The input is not a terminal, so no key could be read; run it in a terminal ('-it' for kubectl and docker)."
        case .termIsMissing:
            "TERM is not set, so it is not known what the terminal understands; try 'TERM=xterm-256color'."
        case .unknownTerm(let name):
            "The terminal '\(name)' (from TERM) is not in the terminal database; try 'TERM=xterm-256color'."
        case .noTerminalDatabase:
            "There is no terminal database; install the package 'ncurses-base', or set TERMINFO to where it is."
        case .cannotPlaceCursor(let name):
            "The terminal '\(name)' (from TERM) cannot place its cursor; if it really can, try 'TERM=xterm-256color'."
        case .refused(let name):
            "ncurses cannot use the terminal '\(name)'; try another TERM, such as 'TERM=xterm-256color'."
        }
    }
}
