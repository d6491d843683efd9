import ClusterModel

/// Decides when each request is sent: once an interval, in step, one at a time to a service, rarely to one that fails.
///
/// A pure value. Requests of one cluster fall on a common beat, so that positions of members are read in the same moment and
/// the process wakes once; unless the plan says when, the beat's phase comes from a stable hash, so that many clusters do not beat together.
///
/// One request is in flight to a service at a time. One that takes longer than `patience` lets a second one pass, so that a
/// hanging `/cluster` does not hide `/patroni`; a third never goes out.
package struct PollSchedule: Sendable, Equatable {
    private struct Entry: Equatable {
        let slot: RequestSlot
        var cadence: PollCadence
        var dueAt: Timestamp
        var lastStartedAt: Timestamp?
        var failures = 0
    }

    /// A request that was sent, and whose service it keeps.
    private struct Flight: Equatable {
        let slot: RequestSlot
        var startedAt: Timestamp
    }

    /// How long a request has its service for itself.
    package static let patience = Duration.seconds(1)
    package static let fastest = Duration.milliseconds(100)
    package static let slowest = Duration.seconds(86_400)

    private var entries: [ReadRequest: Entry] = [:]
    private var inFlight: [ReadRequest: Flight] = [:]
    private let phaseMilliseconds: UInt64
    private var chosen: Duration
    private var hurry = PollPace.calm

    /// - Parameter seed: what the beat's phase is made from, for instance the cluster's first address.
    package init(interval: Duration, seed: String) {
        chosen = Self.bounded(interval)
        phaseMilliseconds = StableHash.of(seed)
    }

    /// - Parameter phase: how long after the epoch, and after every interval from then on, the beat falls.
    package init(interval: Duration, phase: Duration) {
        chosen = Self.bounded(interval)
        phaseMilliseconds = UInt64(max(0, phase.inMilliseconds))
    }

    /// The time between two requests for the same thing in calm times; may change at any time and counts from the last request on.
    package var interval: Duration {
        get { chosen }
        set {
            chosen = Self.bounded(newValue)
            planAnew()
        }
    }

    /// How hurried the watching is; may change at any time.
    package var pace: PollPace {
        get { hurry }
        set {
            guard newValue != hurry else { return }
            hurry = newValue
            planAnew()
        }
    }

    /// The time between two requests for the same thing now.
    package var step: Duration { hurry.interval(chosen: chosen) }

    private func step(of request: ReadRequest) -> Duration {
        switch request {
        case .probe, .proxyStatistics: hurry.measuringInterval(chosen: chosen)
        case .listing, .agent, .history, .configuration, .heldConnection, .store, .kubernetes: step
        }
    }

    private mutating func planAnew() {
        for (request, entry) in entries {
            guard let started = entry.lastStartedAt, inFlight[request] == nil else { continue }
            let dueAt = dueAfter(started, notBefore: started, of: request, entry)
            entries[request]?.dueAt = dueAt
        }
    }

    private static func bounded(_ interval: Duration) -> Duration { min(max(interval, fastest), slowest) }

    /// Adds a request that is due at once; nothing happens when it is there already.
    package mutating func add(_ request: ReadRequest, _ cadence: PollCadence, at now: Timestamp) {
        guard entries[request] == nil else { return }
        entries[request] = Entry(slot: RequestSlot(request), cadence: cadence, dueAt: now)
    }

    /// Forgets a request; an answer that is on its way still frees its service.
    package mutating func remove(_ request: ReadRequest) {
        entries[request] = nil
    }

    /// Asks exactly these agents about themselves, and some of them only now and then: those of other clusters.
    package mutating func keepAgents(_ addresses: [WebAddress], rarely others: [WebAddress] = [], at now: Timestamp) {
        let kept = Set(addresses + others)
        for case .agent(let address) in Array(entries.keys) where !kept.contains(address) { remove(.agent(address)) }
        for address in addresses {
            add(.agent(address), .agent, at: now)
            guard entries[.agent(address)]?.cadence != .agent else { continue }
            entries[.agent(address)]?.cadence = .agent
            hasten(.agent(address), at: now)
        }
        for address in others {
            add(.agent(address), .every(ClusterWatch.rareInterval), at: now)
            entries[.agent(address)]?.cadence = .every(ClusterWatch.rareInterval)
        }
    }

    package func contains(_ request: ReadRequest) -> Bool { entries[request] != nil }

    package func isInFlight(_ request: ReadRequest) -> Bool { inFlight[request] != nil }

    /// Whether a request is in flight that ends with its answer, as a held connection does not.
    package var awaitsAnswers: Bool { inFlight.keys.contains { !$0.isStream } }

    package func startOfFlight(_ request: ReadRequest) -> Timestamp? { inFlight[request]?.startedAt }

    /// Makes a request due at `now` and forgets its failures.
    package mutating func hasten(_ request: ReadRequest, at now: Timestamp) {
        guard let entry = entries[request] else { return }
        entries[request]?.failures = 0
        entries[request]?.dueAt = min(entry.dueAt, now)
    }

    /// The wall clock was set back to `now`: what was to come at times of the old reckoning comes in the new one.
    package mutating func clockWasSetBack(to now: Timestamp) {
        let latest = now + step
        entries = entries.mapValues { entry in
            var entry = entry
            entry.dueAt = min(entry.dueAt, latest)
            entry.lastStartedAt = entry.lastStartedAt.map { min($0, now) }
            return entry
        }
        inFlight = inFlight.mapValues { Flight(slot: $0.slot, startedAt: min($0.startedAt, now)) }
    }

    /// Makes everything due at `now`.
    package mutating func hastenAll(at now: Timestamp) {
        for request in entries.keys { hasten(request, at: now) }
    }

    /// From when on the service of `request` takes one more, as far as time alone decides; nil when an answer must come first.
    package func opening(for request: ReadRequest) -> Timestamp? {
        inFlight[request] == nil ? opening(of: entries[request]?.slot ?? RequestSlot(request)) : nil
    }

    private func opening(of slot: RequestSlot) -> Timestamp? {
        let flights = inFlight.values.lazy.filter { $0.slot == slot }
        guard let first = flights.first else { return .distantPast }
        return flights.dropFirst().isEmpty ? first.startedAt + Self.patience : nil
    }

    package func isFree(_ request: ReadRequest, at now: Timestamp) -> Bool {
        opening(for: request).map { $0 <= now } ?? false
    }

    /// Marks a request as in flight, whether or not it has an entry.
    package mutating func start(_ request: ReadRequest, at now: Timestamp) {
        inFlight[request] = Flight(slot: entries[request]?.slot ?? RequestSlot(request), startedAt: now)
        entries[request]?.lastStartedAt = now
    }

    /// The requests to send now, in a stable order; they are in flight from here on.
    package mutating func takeDue(at now: Timestamp) -> [ReadRequest] {
        var taken: [ReadRequest] = []
        for request in due(at: now) where isFree(request, at: now) {
            start(request, at: now)
            taken.append(request)
        }
        return taken
    }

    private func due(at now: Timestamp) -> [ReadRequest] {
        entries.compactMap { request, entry in
            entry.dueAt <= now && inFlight[request] == nil ? (request: request, dueAt: entry.dueAt) : nil
        }
        .sorted { ($0.dueAt, $0.request.order) < ($1.dueAt, $1.request.order) }.map { $0.request }
    }

    /// Frees the service and settles when to ask again.
    ///
    /// A request that was never started is let pass.
    package mutating func finish(_ request: ReadRequest, succeeded: Bool, at now: Timestamp) {
        let started = inFlight.removeValue(forKey: request)?.startedAt
        guard var entry = entries[request] else { return }
        entry.failures = succeeded ? 0 : entry.failures + 1
        let start = min(started ?? now, now)
        entry.lastStartedAt = start
        entry.dueAt = dueAfter(start, notBefore: now, of: request, entry)
        entries[request] = entry
    }

    /// When `takeDue` has something to give, as far as time alone decides; ask again after each answer too.
    package var nextDue: Timestamp? {
        entries.compactMap { request, entry in opening(for: request).map { max($0, entry.dueAt) } }.min()
    }

    private func dueAfter(
        _ start: Timestamp,
        notBefore floor: Timestamp,
        of request: ReadRequest,
        _ entry: Entry
    ) -> Timestamp {
        let step = step(of: request)
        let wait = hurry.cadence(entry.cadence).wait(interval: step, failures: entry.failures)
        // Services that fail together must not come back together: up to an eighth earlier, by their own names.
        let early = wait > step ? wait / 8 * Double(StableHash.of(request.order) % 64) / 64 : .zero
        return beat(after: max(start + (wait - early) - step / 2, floor), step: step)
    }

    /// The first beat at or after `moment`.
    package func beat(after moment: Timestamp) -> Timestamp { beat(after: moment, step: step) }

    private func beat(after moment: Timestamp, step: Duration) -> Timestamp {
        let step = max(1, step.inMilliseconds)
        let phase = Int64(phaseMilliseconds % UInt64(step))
        let past = ((moment.millisecondsSinceEpoch % step) + step - phase) % step
        return past == 0 ? moment : moment + .milliseconds(step - past)
    }
}

extension Timestamp {
    /// Before everything.
    static let distantPast = Timestamp(millisecondsSinceEpoch: .min)
    /// After everything.
    static let distantFuture = Timestamp(millisecondsSinceEpoch: .max)
}

extension ReadRequest {
    /// A text that orders requests the same way in every run.
    package var order: String {
        switch self {
        case .listing(let address): "1 \(address)"
        case .agent(let address): "2 \(address)"
        case .proxyStatistics(let address): "3 \(address)"
        case .probe(let address): "4 \(address)"
        case .history(let address): "5 \(address)"
        case .configuration(let address): "6 \(address)"
        case .heldConnection(let address): "8 \(address)"
        case .store(let request): "7 \(request.endpoint) \(request.question.kind)"
        case .kubernetes(let request): "9 \(request.server) \(request.question.kind)"
        }
    }
}
