import CNcurses
import Glibc

/// Signals as something the event loop waits for beside its sockets, instead of as interruptions.
///
/// To be made first of all on the main thread, before other threads start and before the terminal: threads inherit
/// that the signals are blocked, and a signal that is not blocked everywhere would end the program.
package final class SignalQueue {
    /// Readable when a signal waits.
    package let descriptor: Int32

    /// What a terminal program has to answer itself.
    package static let terminalSignals = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP]

    /// Blocks the signals and begins to collect them; nothing when the process has no descriptor left.
    package init?(_ signals: [Int32] = SignalQueue.terminalSignals) {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in signals { sigaddset(&set, signal) }
        guard pthread_sigmask(SIG_BLOCK, &set, nil) == 0 else { return nil }
        descriptor = shim_open_signals(&set)
        guard descriptor >= 0 else { return nil }
    }

    deinit {
        close(descriptor)
    }

    /// The signals that wait, each once and in the order of their numbers, without waiting for more.
    package func take() -> [Int32] {
        var signals: [Int32] = []
        while true {
            let signal = shim_read_signal(descriptor)
            guard signal != 0 else { return signals }
            signals.append(signal)
        }
    }

    /// Stops the process as the terminal's suspend key does, and returns when it is continued.
    ///
    /// It is the default action of SIGTSTP that stops, not SIGSTOP: the kernel leaves it out in a session without a shell
    /// that could continue the process (an orphaned process group, for instance `ssh -t HOST nines`).
    package func stopProcess() {
        var set = sigset_t()
        sigemptyset(&set)
        sigaddset(&set, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        raise(SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &set, nil)
        pthread_sigmask(SIG_BLOCK, &set, nil)
    }
}
