import ClusterModel
import CurlTransport
import Drills
import Programs

/// A client that writes through the proxy: the user's command, run again and again.
///
/// Its password is in the environment, where the command looks for it (`PGPASSWORD`); nines never sees it.
final class RepeatedWrite {
    private let arguments: [String]
    private var running: (program: BoundedProgram, startedAt: Timestamp)?
    private var nextAt: Timestamp
    private(set) var log = WriteLog()
    /// Between the beginnings of two attempts.
    private static let interval = Duration.milliseconds(250)
    private static let limit = Duration.seconds(3)

    init(_ command: ProgramWords) {
        arguments = command.words
        nextAt = SystemClock.now()
    }

    /// Forgets what was; the next row begins.
    func begin() {
        log = WriteLog()
    }

    /// Takes in what ended, and starts the next attempt when it is time.
    func tend() {
        let now = SystemClock.now()
        if let (program, startedAt) = running {
            guard let isWritten = program.succeeded else { return }
            log.note(isWritten: isWritten, from: startedAt, to: now)
            running = nil
        }
        guard now >= nextAt else { return }
        nextAt = now + Self.interval
        guard let program = try? BoundedProgram(arguments, limit: Self.limit) else {
            return log.note(isWritten: false, from: now, to: now)
        }
        running = (program, now)
    }
}
