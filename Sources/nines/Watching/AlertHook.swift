import Dashboard
import Glibc
import Programs
import Reports

/// The program that the configuration names to be told of alerts.
///
/// It runs beside the dashboard, one at a time, and is killed with all that it started when it takes too long.
final class AlertHook {
    private let arguments: [String]
    private var running: BoundedProgram?
    private static let limit = Duration.seconds(10)

    init(_ arguments: [String]) {
        self.arguments = arguments
    }

    /// Starts the program with the alert as JSON on its standard input; why it could not be, or nil.
    func run(_ alert: Alert) -> String? {
        guard running == nil else { return "the hook still runs for the alert before" }
        guard let text = try? ReportJSON.line(AlertReport(alert)) else { return nil }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return "the hook: no pipe can be had" }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { for end in ends { close(end) } }
        // A pipe holds 64 KiB: one line goes in at once, read or not.
        StandardOutput.write(text + "\n", to: ends[1])
        do {
            running = try BoundedProgram(
                arguments,
                streams: .init(input: .descriptor(ends[0])),
                limit: Self.limit
            )
            return nil
        } catch {
            return "the hook \(name): \(error)"
        }
    }

    /// Sees whether the program ended, and ends it when its time is over; what is to be said of it, or nil.
    func tend() -> String? {
        guard let ending = running?.ending() else { return nil }
        running = nil
        return switch ending {
        case .exited(code: 0): nil
        case .exited, .killed: "the hook \(name) failed"
        case .tookTooLong: "the hook \(name) took longer than 10 s and was ended"
        }
    }

    private var name: String { arguments.first ?? "" }
}
