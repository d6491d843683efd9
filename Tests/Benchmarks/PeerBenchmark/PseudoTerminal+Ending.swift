import Glibc
import TestSupport

extension PseudoTerminal {
    /// Ends the program and waits until it has gone, so that it takes no time from the next.
    func signalAndReap() {
        signal(SIGTERM)
        if waitForExit(within: .seconds(5)) == nil {
            signal(SIGKILL)
            _ = waitForExit(within: .seconds(5))
        }
    }
}
