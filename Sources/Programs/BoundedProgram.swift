import Glibc

/// A program of the user's that runs beside us, with nobody at its keyboard, and is bounded in time.
///
/// Its arguments go to no shell. It runs in a group of its own, and is ended with all that it started when it takes too long, nobody
/// waits for it any more, or we end ourselves: it is asked to, and killed after a moment.
package final class BoundedProgram {
    /// Where one of its standard streams leads.
    package enum Stream: Sendable {
        /// To `/dev/null`.
        case nowhere
        /// Where ours leads.
        case shared
        case descriptor(Int32)
    }

    /// Where its three standard streams lead.
    package struct Streams: Sendable {
        package var input: Stream
        package var output: Stream
        package var errors: Stream

        package init(input: Stream = .nowhere, output: Stream = .nowhere, errors: Stream = .nowhere) {
            self.input = input
            self.output = output
            self.errors = errors
        }
    }

    /// How it ended.
    package enum Ending: Equatable, Sendable {
        case exited(code: Int32)
        case killed(signal: Int32)
        /// We ended it, because its time was over.
        case tookTooLong
    }

    /// Why it could not be started; a phrase of the system's.
    package struct StartFailure: Error, Equatable, CustomStringConvertible {
        let number: Int32

        package var isMissing: Bool { number == ENOENT }

        package var description: String { String(cString: strerror(number)) }
    }

    private let process: pid_t
    private let deadline: ContinuousClock.Instant
    private var end: Ending?

    /// - Parameters:
    ///   - arguments: the program, looked for in `PATH` when it has no slash, and what it is given.
    ///   - variables: set besides our own environment, or instead of what is there.
    package init(
        _ arguments: [String],
        variables: [(name: String, value: String)] = [],
        streams: Streams = Streams(),
        limit: Duration
    ) throws(StartFailure) {
        var child: pid_t = 0
        let environment = Self.environment(with: variables)
        let code = RunningGroups.start(&child) { Self.start(arguments, environment, streams, &$0) }
        guard code == 0 else { throw StartFailure(number: code) }
        process = child
        deadline = .now + limit
    }

    deinit {
        stop()
    }

    /// How it ended, nil while it runs; never blocks for longer than ending it takes.
    package func ending() -> Ending? {
        if let end { return end }
        if let status = RunningGroups.status(of: process) {
            let signal = status & 0x7F
            end = signal == 0 ? .exited(code: (status >> 8) & 0xFF) : .killed(signal: signal)
        } else if ContinuousClock.now >= deadline {
            stop()
            end = .tookTooLong
        }
        return end
    }

    /// Whether it succeeded; nil while it runs.
    package var succeeded: Bool? { ending().map { $0 == .exited(code: 0) } }

    /// Ends it with all that it started, unless it has ended.
    package func stop() {
        guard end == nil else { return }
        RunningGroups.end(process)
        end = .killed(signal: SIGTERM)
    }
}

extension BoundedProgram {
    private static func start(
        _ arguments: [String],
        _ environment: [String],
        _ streams: Streams,
        _ process: inout pid_t
    ) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        lead(STDIN_FILENO, to: streams.input, O_RDONLY, &actions)
        lead(STDOUT_FILENO, to: streams.output, O_WRONLY, &actions)
        lead(STDERR_FILENO, to: streams.errors, O_WRONLY, &actions)
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
        var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup($0) } + [nil]
        defer { for word in words + variables { free(word) } }
        return posix_spawnp(&process, arguments.first ?? "", &actions, &attributes, &words, &variables)
    }

    private static func lead(
        _ number: Int32,
        to stream: Stream,
        _ mode: Int32,
        _ actions: inout posix_spawn_file_actions_t
    ) {
        switch stream {
        case .nowhere: posix_spawn_file_actions_addopen(&actions, number, "/dev/null", mode, 0)
        case .shared: break
        case .descriptor(let descriptor): posix_spawn_file_actions_adddup2(&actions, descriptor, number)
        }
    }

    /// Our environment with `variables` over it; of two with the same name the later counts.
    private static func environment(with variables: [(name: String, value: String)]) -> [String] {
        var own: [String] = []
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if !variables.contains(where: { text.hasPrefix("\($0.name)=") }) { own.append(text) }
            next += 1
        }
        let given = Dictionary(variables.map { ($0.name, $0.value) }) { $1 }
        return own + given.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }
}
