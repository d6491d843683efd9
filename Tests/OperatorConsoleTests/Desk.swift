import ClusterModel
import Dashboard
import Endpoints
import Operations
import OperatorConsole
import Scenes
import Simulator
import TerminalUI

/// An operator at a simulated cluster, in virtual time.
struct Desk {
    var rehearsal: Rehearsal

    init(
        _ scenario: Scenario = .healthy,
        size: Size = Size(columns: 100, rows: 40),
        isProduction: Bool = false,
        pods: Bool = false,
        way: PodWay = .direct,
        after moment: Duration = .seconds(5)
    ) {
        rehearsal = Rehearsal(
            scenario,
            size: size,
            operates: true,
            isProduction: isProduction,
            pods: pods,
            way: way
        )
        rehearsal.play(for: moment)
    }

    mutating func press(_ keys: Key...) { rehearsal.press(keys) }

    mutating func type(_ text: String) { rehearsal.press(text.map(Key.character)) }

    mutating func pass(_ span: Duration) { rehearsal.play(for: span) }

    /// A name typed, the button reached and pressed, all as slowly as people do it.
    mutating func confirm(_ name: String) {
        type(name)
        press(.tab)
        pass(.milliseconds(300))
        press(.enter)
        pass(.seconds(1))
    }

    var screen: String { rehearsal.picture().plainRows().joined(separator: "\n") }

    /// What left, in its order: `POST /switchover {…}`.
    var sent: [String] {
        rehearsal.effects.compactMap { effect in
            guard case .send(let confirmed, let step) = effect else { return nil }
            let request = confirmed.plan.requests[step]
            return "\(request.method.rawValue) \(request.path) \(request.body ?? "")"
        }
    }

    /// What the audit file was told of operations' ends.
    var endings: [String] {
        rehearsal.effects.compactMap { effect in
            guard case .note(let record) = effect, case .finished(let outcome, _, _) = record.event else { return nil }
            return outcome
        }
    }

    var outcome: OperationOutcome? { rehearsal.console?.runs.last?.run.outcome }

    /// Whether the last operation came to a good end.
    var isDone: Bool {
        guard case .done = outcome else { return false }
        return true
    }

    var hasQuit: Bool { rehearsal.effects.contains(.dashboard(.quit)) }
}
