import Glibc

/// Keeps curses from handling signals that the event loop reads from its signalfd.
///
/// `newterm` installs handlers for these where the default was in place (ncurses, lib_tstp.c): to clean up and exit,
/// to stop, and to note a new size. All three are the event loop's business here.
///
/// SIGTSTP is ignored meanwhile: where curses finds another than the default it leaves the signal alone for good. Otherwise it would ignore
/// it during each painting, which discards a Ctrl-Z that waits in the signalfd.
enum SignalDispositions {
    private static let taken = [SIGINT, SIGTERM, SIGTSTP, SIGWINCH]

    /// Runs the body and puts back the handling of signals that was there before.
    static func kept<Result>(during body: () -> Result) -> Result {
        let before = taken.map { number in
            var action = sigaction()
            sigaction(number, nil, &action)
            return action
        }
        signal(SIGTSTP, SIG_IGN)
        let result = body()
        for (number, action) in zip(taken, before) {
            var action = action
            sigaction(number, &action, nil)
        }
        return result
    }
}
