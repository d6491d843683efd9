import ClusterModel

/// The endpoints of one etcd: which of them is asked, in which dialect, and what each said of itself.
struct StoreEndpoints: Equatable {
    private struct Entry: Equatable {
        var endpoint: StoreEndpoint
        var dialect = StoreDialect.v3
        var statusDueAt: Timestamp
        var failures = 0
        /// Left alone until then, after a failure; nil while it works.
        var retryAt: Timestamp?
    }

    /// How often each endpoint is asked about itself.
    static let statusInterval = Duration.seconds(5)
    private static let most = 16
    private static let backOff = BackOff(first: .seconds(1), longest: .seconds(10))
    private var entries: [Entry]
    private var chosen = 0

    init(_ addresses: [WebAddress], at now: Timestamp) {
        var seen: Set<WebAddress> = []
        entries = addresses.filter { seen.insert($0).inserted }.prefix(Self.most).map {
            Entry(endpoint: StoreEndpoint(address: $0), statusDueAt: now)
        }
    }

    var all: [StoreEndpoint] { entries.map(\.endpoint) }

    /// Every one failed since it last worked.
    var allFail: Bool { entries.allSatisfy { $0.retryAt != nil } }

    /// The endpoint that answers for all, and from when on it may be asked.
    var current: (address: WebAddress, dialect: StoreDialect, from: Timestamp)? {
        guard entries.indices.contains(chosen) else { return nil }
        let entry = entries[chosen]
        return (entry.endpoint.address, entry.dialect, entry.retryAt ?? .distantPast)
    }

    func isCurrent(_ address: WebAddress) -> Bool { current?.address == address }

    /// When each is to be asked about itself.
    var statusDues: [(request: StoreRequest, at: Timestamp)] {
        entries.map { (StoreRequest(.status, at: $0.endpoint.address, in: $0.dialect), $0.statusDueAt) }
    }

    mutating func absorb(_ result: Result<StoreStatus, ReadFailure>, of address: WebAddress, _ reply: ReadReply) {
        change(address) { entry in
            entry.endpoint.status = entry.endpoint.status.updated(with: result, at: reply.finishedAt)
            entry.statusDueAt = reply.finishedAt + Self.statusInterval
            if case .success = result { entry.endpoint.latency = reply.latency }
        }
    }

    mutating func succeed(_ address: WebAddress) {
        change(address) { entry in
            entry.failures = 0
            entry.retryAt = nil
        }
    }

    /// Takes the next older dialect; answers whether there is one.
    mutating func speakOlder(_ address: WebAddress, than dialect: StoreDialect, at now: Timestamp) -> Bool {
        guard let older = dialect.older else { return false }
        change(address) { entry in
            guard entry.dialect == dialect else { return }
            entry.dialect = older
            entry.statusDueAt = now
        }
        return true
    }

    /// Leaves the endpoint alone for a while; the next one that works is asked from now on, or the one that may be asked first.
    mutating func fail(_ address: WebAddress, at now: Timestamp) {
        change(address) { entry in
            entry.failures += 1
            entry.retryAt = now + Self.backOff.pause(after: entry.failures)
            entry.dialect = .v3
            entry.statusDueAt = min(entry.statusDueAt, now + .seconds(1))
        }
        guard isCurrent(address) else { return }
        let ring = entries.indices.map { (chosen + 1 + $0) % entries.count }
        chosen =
            ring.min { (entries[$0].retryAt ?? .distantPast) < (entries[$1].retryAt ?? .distantPast) } ?? chosen
    }

    mutating func hastenAll(at now: Timestamp) {
        for index in entries.indices {
            entries[index].statusDueAt = now
            entries[index].retryAt = entries[index].retryAt.map { min($0, now) }
        }
    }

    mutating func clockWasSetBack(to now: Timestamp) {
        for index in entries.indices {
            entries[index].statusDueAt = min(entries[index].statusDueAt, now + .seconds(1))
            entries[index].retryAt = entries[index].retryAt.map { min($0, now + .seconds(1)) }
        }
    }

    private mutating func change(_ address: WebAddress, _ change: (inout Entry) -> Void) {
        guard let index = entries.firstIndex(where: { $0.endpoint.address == address }) else { return }
        change(&entries[index])
    }
}
