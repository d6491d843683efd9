import CurlTransport
import Dashboard
import Operations
import OperatorConsole

/// What a session that may change its cluster needs outside: a writer, and somebody who writes down what is done.
final class OperatingOutlet: Outlet {
    typealias Running = OperatorConsole

    private let writer: CurlWriter
    private let audit: any OperationAudit

    init(writer: CurlWriter, audit: any OperationAudit) {
        self.writer = writer
        self.audit = audit
    }

    func perform(
        _ effect: OperatorConsole.Effect
    ) -> (own: Dashboard.Effect?, told: [OperatorConsole.Message]) {
        switch effect {
        case .dashboard(let own): return (own, [])
        case .record(.begins, let plan):
            do {
                try audit.begin(plan)
                return (nil, [.recorded(failure: nil)])
            } catch {
                return (nil, [.recorded(failure: "\(error)")])
            }
        case .record(let note, _): audit.note(note)
        case .send(let confirmed, let step):
            if let request = writer.request(confirmed, step: step) { writer.start(request) }
        case .recall: return (nil, [.past(audit.lastLines())])
        }
        return (nil, [])
    }

    func arrivals() -> [OperatorConsole.Message] { writer.takeReplies().map { .replied($0) } }
}
