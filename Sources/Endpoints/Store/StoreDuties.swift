import ClusterModel

/// When each kind of question is to be asked next, apart from its endpoint.
struct StoreDuties: Equatable {
    /// What one endpoint is asked on behalf of all.
    enum Duty: CaseIterable {
        case login
        case keys
        case lease
        case members
        case watch
    }

    private var dueAt: [Duty: Timestamp] = [:]

    init(at now: Timestamp) {
        for duty in Duty.allCases { dueAt[duty] = now }
    }

    subscript(duty: Duty) -> Timestamp {
        get { dueAt[duty] ?? .distantFuture }
        set { dueAt[duty] = newValue }
    }

    mutating func hasten(_ duty: Duty, at now: Timestamp) { self[duty] = min(self[duty], now) }

    /// The wall clock was set back to `now`.
    mutating func clockWasSetBack(to now: Timestamp) {
        for duty in Duty.allCases { self[duty] = min(self[duty], now + .seconds(1)) }
    }
}

extension StoreQuestion {
    /// Nil for `status`, which every endpoint is asked for itself.
    var duty: StoreDuties.Duty? {
        switch self {
        case .keys: .keys
        case .watch: .watch
        case .lease: .lease
        case .members: .members
        case .authenticate: .login
        case .status: nil
        }
    }
}
