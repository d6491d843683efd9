import ClusterModel

/// What Kubernetes noted about the few pods that somebody wants to know more of.
struct PodNotes: Equatable {
    private(set) var events: [PodName: Observation<[PodEvent]>] = [:]
    private var dueAt: [PodName: Timestamp] = [:]

    static let most = 8
    static let interval = Duration.seconds(10)
    /// Until a right that is missing is asked for again.
    static let deniedPause = Duration.seconds(300)

    /// When each pod's are to be read again; by name, so that every run asks in the same order.
    var dues: [(pod: PodName, at: Timestamp)] {
        dueAt.sorted { $0.key < $1.key }.map { (pod: $0.key, at: $0.value) }
    }

    /// Reads those of exactly these pods from now on.
    mutating func want(_ pods: [PodName], at now: Timestamp) {
        let wanted = Set(pods.prefix(Self.most))
        guard wanted != Set(dueAt.keys) else { return }
        events = events.filter { wanted.contains($0.key) }
        dueAt = dueAt.filter { wanted.contains($0.key) }
        for pod in wanted where dueAt[pod] == nil { dueAt[pod] = now }
    }

    mutating func absorb(_ result: Result<[PodEvent], KubernetesProblem>, of pod: PodName, at now: Timestamp) {
        guard dueAt[pod] != nil else { return }
        events[pod] = (events[pod] ?? .pending).updated(with: result.mapError(\.failure), at: now)
        switch result {
        case .success, .failure(.expired), .failure(.unauthorized), .failure(.failure): dueAt[pod] = now + Self.interval
        case .failure(.forbidden): dueAt[pod] = now + Self.deniedPause
        case .failure(.busy(_, let pause)): dueAt[pod] = now + max(pause, Self.interval)
        }
    }

    /// Something happened to a pod that was noted too, most likely.
    mutating func hasten(_ pods: Set<PodName>, at now: Timestamp) {
        for pod in pods { dueAt[pod] = dueAt[pod].map { min($0, now) } }
    }

    mutating func hasten(at now: Timestamp) { dueAt = dueAt.mapValues { min($0, now) } }

    mutating func clockWasSetBack(to now: Timestamp) { dueAt = dueAt.mapValues { min($0, now + .seconds(1)) } }
}
