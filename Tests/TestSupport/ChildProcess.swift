import Foundation
import Glibc

/// A program run by a test, ended and reaped when the test lets go of it.
///
/// Foundation's `Process` waits on the run loop of the thread that started it, which Swift Testing's threads do not have: it
/// hangs now and then. This one is `posix_spawn` and `waitpid`, nothing more.
package final class ChildProcess {
    /// Where a program's standard input, output and error are.
    package enum Streams {
        /// Nothing to read; output and errors go to this file, which is created.
        case file(String)
        /// Nothing to read; output goes to one file and errors to another, which are created.
        case files(output: String, errors: String)
        /// All three are this terminal, and it becomes the controlling one of a new session.
        case terminal(String)
    }

    /// How a program ended.
    package enum Ending: Equatable {
        case exited(Int32)
        case killed(bySignal: Int32)
    }

    /// The program could not be started; `number` is an errno.
    package struct StartFailure: Error {
        package var path: String
        package var number: Int32
    }

    package let identifier: pid_t
    private var ending: Ending?

    /// - Parameters:
    ///   - path: the program; looked for in `PATH` when it has no slash.
    ///   - environment: the whole environment; the test's own when nil.
    package init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String]? = nil,
        streams: Streams
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        Self.open(streams, in: &actions)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        Self.startAfresh(&attributes)
        let variables = (environment ?? ProcessInfo.processInfo.environment).map { "\($0)=\($1)" }
        let number = Self.withStrings([path] + arguments) { arguments in
            Self.withStrings(variables) { variables in
                var identifier: pid_t = 0
                let number = posix_spawnp(&identifier, path, &actions, &attributes, arguments, variables)
                return (number, identifier)
            }
        }
        guard number.0 == 0 else { throw StartFailure(path: path, number: number.0) }
        identifier = number.1
    }

    deinit {
        guard ended() == nil else { return }
        kill(identifier, SIGKILL)
        var status: Int32 = 0
        waitpid(identifier, &status, 0)
    }

    /// How the program ended, nil while it runs; never blocks.
    package func ended() -> Ending? {
        if ending != nil { return ending }
        var status: Int32 = 0
        guard waitpid(identifier, &status, WNOHANG) == identifier else { return nil }
        let number = status & 0x7F
        ending = number == 0 ? .exited((status >> 8) & 0xFF) : .killed(bySignal: number)
        return ending
    }

    /// Sends a signal, unless the program has ended: its number may be another's by then.
    package func signal(_ number: Int32) {
        guard ended() == nil else { return }
        kill(identifier, number)
    }
}

extension ChildProcess {
    private static func open(_ streams: Streams, in actions: inout posix_spawn_file_actions_t) {
        switch streams {
        case .file(let path):
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            write(STDOUT_FILENO, to: path, in: &actions)
            posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
        case .files(let output, let errors):
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
            write(STDOUT_FILENO, to: output, in: &actions)
            write(STDERR_FILENO, to: errors, in: &actions)
        case .terminal(let path):
            // A session leader without a terminal that opens one gets it as its controlling terminal (tty_ioctl(4)).
            posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, path, O_RDWR, 0)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDOUT_FILENO)
            posix_spawn_file_actions_adddup2(&actions, STDIN_FILENO, STDERR_FILENO)
        }
        // Descriptors of other tests must not stay open in this program. Closing what is not open is no error here.
        for descriptor in STDERR_FILENO + 1..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
    }

    private static func write(_ descriptor: Int32, to path: String, in actions: inout posix_spawn_file_actions_t) {
        posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    }

    /// A session of its own, no signal blocked, none ignored.
    private static func startAfresh(_ attributes: inout posix_spawnattr_t) {
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        let newSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which Swift's Glibc leaves out
        let flags = newSession | Int32(POSIX_SPAWN_SETSIGMASK) | Int32(POSIX_SPAWN_SETSIGDEF)
        posix_spawnattr_setflags(&attributes, Int16(flags))
    }

    private static func withStrings<Result>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
    ) -> Result {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
