/// What is known of one thing, and how fresh that knowledge is.
///
/// A source that stops answering never erases what it last said: the value turns `stale` and keeps its age. Observations are passed on far
/// more often than made, and values are large: hence `indirect`.
package indirect enum Observation<Value: Sendable>: Sendable {
    /// Asked for, not answered yet.
    case pending
    case current(Value, at: Timestamp)
    /// The last value that was read, and why nothing newer was: `since` is the first failure in a row.
    case stale(Value, at: Timestamp, because: ReadFailure, since: Timestamp)
    /// Never read; `since` is the first failure in a row.
    case failed(ReadFailure, since: Timestamp)

    /// The last value known, however old.
    package var value: Value? {
        switch self {
        case .current(let value, _), .stale(let value, _, _, _): value
        case .pending, .failed: nil
        }
    }

    /// The value, only while its source still answers.
    package var currentValue: Value? {
        switch self {
        case .current(let value, _): value
        case .pending, .stale, .failed: nil
        }
    }

    /// Whether the source has neither answered nor failed yet.
    package var isPending: Bool {
        switch self {
        case .pending: true
        case .current, .stale, .failed: false
        }
    }

    /// When the last value was learnt.
    package var learntAt: Timestamp? {
        switch self {
        case .current(_, let at), .stale(_, let at, _, _): at
        case .pending, .failed: nil
        }
    }

    /// Why the source gives nothing at the moment, and since when.
    package var failure: (reason: ReadFailure, since: Timestamp)? {
        switch self {
        case .stale(_, _, let reason, let since), .failed(let reason, let since): (reason, since)
        case .pending, .current: nil
        }
    }

    /// The observation after one more answer, or one more failure.
    package func updated(with result: Result<Value, ReadFailure>, at now: Timestamp) -> Observation {
        switch (result, self) {
        case (.success(let value), _): .current(value, at: now)
        case (.failure(let reason), .pending): .failed(reason, since: now)
        case (.failure(let reason), .failed(_, let since)): .failed(reason, since: since)
        case (.failure(let reason), .current(let value, let at)): .stale(value, at: at, because: reason, since: now)
        case (.failure(let reason), .stale(let value, let at, _, let since)):
            .stale(value, at: at, because: reason, since: since)
        }
    }

    /// The same knowledge of something made from the value.
    package func map<Other>(_ transform: (Value) -> Other) -> Observation<Other> {
        switch self {
        case .pending: .pending
        case .current(let value, let at): .current(transform(value), at: at)
        case .stale(let value, let at, let reason, let since):
            .stale(transform(value), at: at, because: reason, since: since)
        case .failed(let reason, let since): .failed(reason, since: since)
        }
    }
}

extension Observation: Equatable where Value: Equatable {}
