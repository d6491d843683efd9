import ClusterModel

/// An operation as a recording tells it, from its beginning to its end as far as both are in it.
struct OperationSpan: Equatable {
    private let id: String
    let user: String
    let host: String
    let summary: String
    /// Nil where it began before the recording.
    private(set) var beganAt: Timestamp?
    /// Nil where it ended after it.
    private(set) var endedAt: Timestamp?
    private(set) var outcome: String?
    private(set) var text = ""
    private(set) var phases: [OperationPhase] = []

    init(_ action: OperatorAction) {
        id = action.id
        user = action.user
        host = action.host
        summary = action.summary
        take(action)
    }

    func isSame(as action: OperatorAction) -> Bool { id == action.id && host == action.host }

    mutating func take(_ action: OperatorAction) {
        switch action.stage {
        case .began: beganAt = beganAt ?? action.at
        case .ended(let outcome, let text, let phases):
            endedAt = action.at
            self.outcome = outcome
            self.text = text
            self.phases = phases
        }
    }

    /// `dba@desk`; whichever of the two is known.
    var operatorName: String { [user, host].filter { !$0.isEmpty }.joined(separator: "@") }
}
