import ClusterModel
import Glibc

/// One run of a program for what it prints, with nobody at its keyboard, and bounded in time and size.
///
/// Its arguments go to no shell. It is ended with all that it started when it takes too long, says too much, or nobody waits
/// for it any more.
package final class ProgramRun {
    /// How a run ended.
    package enum Outcome: Equatable, Sendable {
        case printed([UInt8])
        /// A phrase that follows the program's name: "failed (exit code 1): …".
        case failed(phrase: String)
    }

    /// How much a run may take.
    package struct Limits: Sendable {
        package var time: Duration
        package var bytes: Int

        package init(time: Duration = .seconds(30), bytes: Int = 1 << 18) {
            self.time = time
            self.bytes = bytes
        }
    }

    /// The phrase of a program that does not exist.
    package static let missing = "is not there"

    private let limits: Limits
    private var program: BoundedProgram?
    private var output: Pipe
    private var errors: Pipe
    private var outcome: Outcome?

    /// - Parameters:
    ///   - arguments: the program, looked for in `PATH` when it has no slash, and what it is given.
    ///   - variables: set besides our own environment, or instead of what is there.
    package init(
        _ arguments: [String],
        variables: [(name: String, value: String)] = [],
        limits: Limits = Limits()
    ) {
        self.limits = limits
        output = Pipe(limitBytes: limits.bytes)
        errors = Pipe(limitBytes: 4096)
        defer {
            output.closeWriting()
            errors.closeWriting()
        }
        guard output.isOpen, errors.isOpen else {
            outcome = .failed(phrase: "cannot be run: no pipe can be had")
            return
        }
        do {
            program = try BoundedProgram(
                arguments,
                variables: variables,
                streams: .init(output: .descriptor(output.writing), errors: .descriptor(errors.writing)),
                limit: limits.time
            )
        } catch {
            outcome = .failed(phrase: error.isMissing ? Self.missing : "cannot be run: \(error)")
        }
    }

    deinit {
        output.close()
        errors.close()
    }

    /// How it ended, nil while it runs; never blocks.
    package func progress() -> Outcome? {
        if let outcome { return outcome }
        // Seen first, read afterwards: what it wrote before its end is in the pipe by then.
        let ending = program?.ending()
        output.drain()
        errors.drain()
        if output.hasOverflowed {
            program?.stop()
            outcome = .failed(phrase: "printed more than \(limits.bytes / 1024) KiB")
        } else if let ending {
            outcome = outcome(of: ending)
        }
        return outcome
    }

    /// Waits for its end, which the limits bound.
    package func finish() -> Outcome {
        while true {
            if let outcome = progress() { return outcome }
            var polls = [output, errors].filter(\.isOpen).map {
                pollfd(fd: $0.reading, events: Int16(POLLIN), revents: 0)
            }
            // Short, because a program may end without a word and leave its pipes to its children.
            poll(&polls, nfds_t(polls.count), 20)
        }
    }

    private func outcome(of ending: BoundedProgram.Ending) -> Outcome {
        switch ending {
        case .exited(code: 0): .printed(output.bytes)
        case .exited(let code): .failed(phrase: "failed (exit code \(code))\(complaint)")
        case .killed(let signal): .failed(phrase: "was killed by signal \(signal)\(complaint)")
        case .tookTooLong:
            .failed(phrase: "did not end within \(limits.time.inMilliseconds / 1000) s\(complaint)")
        }
    }

    /// The first line that it wrote to its standard error, after a colon; empty when there was none.
    private var complaint: String {
        let text = String(decoding: errors.bytes, as: UTF8.self)
        let line = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
        return line.map { ": " + String($0).printable(limit: 200) } ?? ""
    }
}

/// A pipe from a program, read without waiting; what is beyond the limit is read and forgotten.
private struct Pipe {
    private(set) var reading: Int32 = -1
    private(set) var writing: Int32 = -1
    private(set) var bytes: [UInt8] = []
    private(set) var hasOverflowed = false
    private let limitBytes: Int

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
        _ = fcntl(reading, F_SETFL, fcntl(reading, F_GETFL) | O_NONBLOCK)
    }

    /// Whether more may come.
    var isOpen: Bool { reading >= 0 }

    mutating func closeWriting() {
        if writing >= 0 { Glibc.close(writing) }
        writing = -1
    }

    mutating func close() {
        closeWriting()
        if reading >= 0 { Glibc.close(reading) }
        reading = -1
    }

    /// Takes what is there, at most a mebibyte at a time so that a program that never stops cannot hold us.
    mutating func drain() {
        var chunk = [UInt8](repeating: 0, count: 16_384)
        for _ in 0..<64 where isOpen {
            let count = read(reading, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN { return }
            guard count > 0 else { return close() }
            let room = limitBytes - bytes.count
            hasOverflowed = hasOverflowed || count > room
            bytes += chunk.prefix(min(count, room))
        }
    }
}
