import Operations
import OperatorConsole

/// Keeps what is done to a cluster, so that others can see it later.
protocol OperationAudit: AnyObject {
    /// Where it is kept; nil where it is not.
    var path: String? { get }

    /// Writes the intent down and returns when it is safe.
    func begin(_ plan: Plan) throws

    func note(_ note: RunNote)

    /// The last operations, the oldest first.
    func lastLines() -> [String]
}

/// For the demo: nobody wants to know later what was done to a cluster that never was.
final class NoAudit: OperationAudit {
    var path: String? { nil }

    func begin(_ plan: Plan) throws {}

    func note(_ note: RunNote) {}

    func lastLines() -> [String] { [] }
}
