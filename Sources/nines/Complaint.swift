import ArgumentParser
import Glibc
import Operations
import Reports

/// Why the program cannot start or go on, told before or after the screen was taken, never on it.
struct Complaint: Error {
    /// What is wrong and what to try, in whole sentences.
    let text: String
    let exitCode: ExitCode

    /// The same without its full stop, as part of another sentence.
    var clause: String { text.hasSuffix(".") ? String(text.dropLast()) : text }

    /// The command line or a file says something that cannot be meant (EX_USAGE of sysexits.h).
    static func usage(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_USAGE)) }

    /// A configuration file is wrong (EX_CONFIG).
    static func configuration(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_CONFIG)) }

    /// A file that was to be read cannot be (EX_NOINPUT).
    static func noInput(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_NOINPUT)) }

    /// A file does not hold what it should (EX_DATAERR).
    static func data(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_DATAERR)) }

    /// The system lacks something (EX_UNAVAILABLE).
    static func unavailable(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_UNAVAILABLE)) }

    /// The session is read-only, and this would not be (EX_NOPERM).
    static func readOnly(_ what: String, _ rights: SessionRights) -> Complaint {
        let reason =
            switch rights {
            case .watch(let because): " \(because)"
            case .operate: ""
            }
        return Complaint(text: "\(what), and this session is read-only\(reason).", exitCode: ExitCode(EX_NOPERM))
    }

    /// The pre-flight of an operation refuses it before there is a plan; the code of `OperationResult`.
    static func preflight(_ text: String) -> Complaint {
        Complaint(text: text, exitCode: ExitCode(OperationResult.refusedByPreflight(text).exitCode))
    }

    /// An operation was not confirmed; the code of `OperationResult`.
    static func notConfirmed(_ text: String) -> Complaint {
        Complaint(text: text, exitCode: ExitCode(OperationResult.notConfirmed(text).exitCode))
    }

    /// A file that must be written cannot be (EX_CANTCREAT).
    static func cannotWrite(_ text: String) -> Complaint { Complaint(text: text, exitCode: ExitCode(EX_CANTCREAT)) }

    func print() {
        StandardError.write("nines: \(text)\n")
    }
}

/// Writes to standard error, for messages that must not mix with output.
enum StandardError {
    static func write(_ text: String) {
        StandardOutput.write(text, to: STDERR_FILENO)
    }
}

/// Writes whole lines to a descriptor at once, without a buffer that a signal could lose.
enum StandardOutput {
    /// Whether everything was written; false when the reader is gone.
    @discardableResult
    static func write(_ text: String, to descriptor: Int32 = STDOUT_FILENO) -> Bool {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                guard errno == EINTR || errno == EAGAIN else { return false }
                continue
            }
            rest = rest.dropFirst(written)
        }
        return true
    }
}
