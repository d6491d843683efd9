import ClusterModel

/// An `OperatorAction` as a recording spells it: without `outcome` it began, with one it ended.
struct RecordedOperation: Codable {
    /// One phase of an operation that ended; `at` is missing where it was not reached.
    struct Phase: Codable {
        var phase: String
        var at: Int64?
    }

    var id: String
    var at: Int64
    var user: String?
    var host: String?
    var cluster: String?
    var summary: String
    var outcome: String?
    var text: String?
    var phases: [Phase]?

    private static let mostPhases = 64

    init(_ action: OperatorAction) {
        id = action.id
        at = action.at.millisecondsSinceEpoch
        user = action.user
        host = action.host
        cluster = action.cluster
        summary = action.summary
        switch action.stage {
        case .began: break
        case .ended(let outcome, let text, let phases):
            self.outcome = outcome
            self.text = text
            self.phases = phases.map { Phase(phase: $0.text, at: $0.reachedAt?.millisecondsSinceEpoch) }
        }
    }

    /// The action, every text made safe to show.
    var action: OperatorAction {
        OperatorAction(
            id: id.printable(limit: 64),
            at: Timestamp(recorded: at),
            user: (user ?? "").printable(limit: 128),
            host: (host ?? "").printable(limit: 253),
            cluster: (cluster ?? "").printable(limit: 256),
            summary: summary.printable(limit: 1_000),
            stage: stage
        )
    }

    private var stage: OperatorAction.Stage {
        guard let outcome else { return .began }
        let phases = (phases ?? []).prefix(Self.mostPhases).map { phase in
            OperationPhase(text: phase.phase.printable(), reachedAt: phase.at.map { Timestamp(recorded: $0) })
        }
        return .ended(
            outcome: outcome.printable(limit: 32),
            text: (text ?? "").printable(limit: 2_000),
            phases: phases
        )
    }
}
