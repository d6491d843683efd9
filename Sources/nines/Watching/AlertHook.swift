import Dashboard
import Glibc
import Reports

/// The program that the configuration names to be told of alerts.
///
/// It runs beside the dashboard, one at a time, and is killed with all that it started when it takes too long.
final class AlertHook {
    private let arguments: [String]
    private var running: (process: pid_t, until: ContinuousClock.Instant)?
    private static let limit = Duration.seconds(10)

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    deinit {
        guard let running else { return }
        kill(-running.process, SIGKILL)
        var status: Int32 = 0
        waitpid(running.process, &status, 0)
    }

    /// Starts the program with the alert as JSON on its standard input; why it could not be, or nil.
    func run(_ alert: Alert) -> String? {
        guard running == nil else { return "the hook still runs for the alert before" }
        guard let text = try? JSONText.line(AlertReport(alert)) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return "the hook: no pipe can be had" }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in ends { close(end) } }
        // A pipe holds 64 KiB: one line goes in at once, read or not.
        StandardOutput.write(text + "\n", to: ends[1])
        var process: pid_t = 0
        let code = start(reading: ends[0], &process)
        guard code == 0 else { return "the hook \(arguments.first ?? ""): \(String(cString: strerror(code)))" }
        running = (process, .now + Self.limit)
        return nil
    }

    /// Sees whether the program ended, and ends it when its time is over; what is to be said of it, or nil.
    func tend() -> String? {
        guard let (process, end) = running else { return nil }
        var status: Int32 = 0
        if waitpid(process, &status, WNOHANG) == process {
            running = nil
            return status == 0 ? nil : "the hook \(arguments.first ?? "") failed"
        }
        guard ContinuousClock.now >= end else { return nil }
        kill(-process, SIGKILL)
        waitpid(process, &status, 0)
        running = nil
        return "the hook \(arguments.first ?? "") took longer than 10 s and was ended"
    }

    private func start(reading input: Int32, _ process: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
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
        return posix_spawnp(&process, arguments.first ?? "", &actions, &attributes, &words, environ)
    }
}
