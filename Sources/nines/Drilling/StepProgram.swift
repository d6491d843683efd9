import Glibc

/// A program of the user's that runs beside the following of the cluster, in a group of its own.
final class StepProgram {
    private let process: pid_t
    private let end: ContinuousClock.Instant
    private var status: Int32?

    /// Nil where it cannot be started.
    ///
    /// - Parameter showsErrors: whether what it complains about reaches the terminal.
    init?(_ arguments: [String], limit: Duration, showsErrors: Bool) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        if !showsErrors { posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // A group of its own, so that all of it can be ended; no signal blocked or ignored as they are in here.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setpgroup(&attributes, 0)
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF
        posix_spawnattr_setflags(&attributes, Int16(flags))
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        guard posix_spawnp(&child, arguments.first ?? "", &actions, &attributes, &words, environ) == 0 else {
            return nil
        }
        process = child
        end = .now + limit
    }

    deinit {
        guard status == nil else { return }
        kill(-process, SIGKILL)
        var ended: Int32 = 0
        waitpid(process, &ended, 0)
    }

    /// Whether it succeeded; nil while it runs.
    ///
    /// One that takes too long is ended.
    var succeeded: Bool? {
        if let status { return status == 0 }
        if ContinuousClock.now >= end { kill(-process, SIGKILL) }
        var ended: Int32 = 0
        guard waitpid(process, &ended, WNOHANG) == process else { return nil }
        status = ended
        return ended == 0
    }
}
