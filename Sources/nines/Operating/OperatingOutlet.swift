import CurlTransport
import Dashboard
import Operations
import OperatorConsole

/// What a session that may change its cluster needs outside: a writer, and somebody who writes down what is done.
final class OperatingOutlet: Outlet {
    typealias Running = OperatorConsole

    private let writer: CurlWriter
    /// Nil for the demo: nobody wants to know later what was done to a cluster that never was.
    private let auditor: Auditor?
    /// What could not be written down and has not been said yet.
    private var complaints: [String] = []
    private static let mostEntries = 100

    init(writer: CurlWriter, auditor: Auditor?) {
        self.writer = writer
        self.auditor = auditor
        auditor?.complain = { [weak self] in self?.complaints.append($0) }
    }

    func perform(
        _ effect: OperatorConsole.Effect
    ) -> (own: Dashboard.Effect?, told: [OperatorConsole.Message]) {
        switch effect {
        case .dashboard(let own): return (own, [])
        case .write(let records): return (nil, [.recorded(failure: write(records))])
        case .note(let record): if let failure = write([record]) { return (.none, [.dashboard(.notice(failure))]) }
        case .send(let confirmed, let step):
            if let request = writer.request(confirmed, step: step) { writer.start(request) }
        case .review(let right): writer.review(right)
        case .recall: return (nil, [.past(past)])
        }
        return (nil, [])
    }

    func arrivals() -> [OperatorConsole.Message] {
        defer { complaints = [] }
        return writer.takeReplies().map { .replied($0) } + writer.takeReviews().map { .reviewed($0) }
            + complaints.map { .dashboard(.notice($0)) }
    }

    /// Why the records are not on disk; nil when they are.
    private func write(_ records: [AuditRecord]) -> String? {
        do {
            for record in records { try auditor?.write(record) }
            return nil
        } catch {
            return (error as? Complaint)?.text ?? "\(error)"
        }
    }

    private var past: [AuditEntry] {
        guard let path = auditor?.path, let bytes = try? AppendOnlyFile.end(of: path) else { return [] }
        return AuditFile(bytes, limit: Self.mostEntries).entries
    }
}
