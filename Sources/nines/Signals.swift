import CSignals
import Glibc

/// Signals as a descriptor that the event loop waits on, so that nothing ever runs in a handler.
struct Signals {
    /// What a signal asks of the program.
    enum Request: Equatable {
        case end(signal: Int32)
        case stop
        case proceed
        case windowChanged
    }

    private static let handled: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH]

    let descriptor: Int32

    /// Blocks the signals; before any thread starts, so that every thread inherits it.
    static func block() {
        var set = signalSet()
        pthread_sigmask(SIG_BLOCK, &set, nil)
        signal(SIGPIPE, SIG_IGN)
    }

    init?() {
        var set = Self.signalSet()
        descriptor = signalfd(-1, &set, Int32(SFD_NONBLOCK | SFD_CLOEXEC))
        guard descriptor >= 0 else { return nil }
    }

    /// Everything that arrived since the last call, in order.
    func pending() -> [Request] {
        var requests: [Request] = []
        var info = signalfd_siginfo()
        while read(descriptor, &info, MemoryLayout<signalfd_siginfo>.size) == MemoryLayout<signalfd_siginfo>.size {
            requests.append(Self.request(for: Int32(bitPattern: info.ssi_signo)))
        }
        return requests
    }

    /// Stops the process as the terminal's suspend key asks; returns when it is continued.
    static func stopProcess() {
        kill(getpid(), SIGSTOP)
    }

    private static func request(for signal: Int32) -> Request {
        switch signal {
        case SIGTSTP: .stop
        case SIGCONT: .proceed
        case SIGWINCH: .windowChanged
        default: .end(signal: signal)
        }
    }

    private static func signalSet() -> sigset_t {
        var set = sigset_t()
        sigemptyset(&set)
        for signal in handled { sigaddset(&set, signal) }
        return set
    }
}
