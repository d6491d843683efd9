import ClusterModel
import Glibc
import NcursesTerminal
import Operations

/// How somebody says at the command line that an operation is meant.
enum Consent {
    /// By words on the command line.
    case given(CommandLineConsent)
    /// By typing the plan's word, at the terminal.
    case typed

    /// What the command line's words amount to.
    ///
    /// - Throws: where nobody is at a terminal and the words do not name what is meant.
    static func find(_ options: OperationOptions) throws -> Consent {
        if let cluster = options.sources.cluster, let leader = options.leader {
            return .given(.named(cluster: cluster, leader: MemberName(leader)))
        }
        if options.yes { return .given(.yes) }
        guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else {
            throw Complaint.usage(
                "nobody is at a terminal to confirm this: name the cluster and its leader (--cluster NAME --leader NAME), or add --yes."
            )
        }
        return .typed
    }

    /// Asks for the word on standard error and reads a line; nil when the program is asked to end, or there is no line.
    static func ask(for word: String, signals: SignalQueue) -> String? {
        StandardError.write("Type \(word) to do it, anything else to leave it: ")
        var line: [UInt8] = []
        while line.count < 1024 {
            var polls = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: signals.descriptor, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&polls, 2, -1) > 0 else { continue }
            if polls[1].revents != 0, signals.requests().contains(where: \.isEnd) {
                StandardError.write("\n")
                return nil
            }
            guard polls[0].revents != 0 else { continue }
            var byte: UInt8 = 0
            guard read(STDIN_FILENO, &byte, 1) == 1 else { return nil }
            if byte == UInt8(ascii: "\n") { return String(decoding: line, as: UTF8.self) }
            line.append(byte)
        }
        return nil
    }
}
