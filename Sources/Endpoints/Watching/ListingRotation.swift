import ClusterModel

/// Decides which agent is asked for `/cluster`: one at a time, the leader's first, the next one as soon as it fails or hangs.
///
/// `/cluster` makes its agent read the DCS, so one agent serves all. One that failed is asked again beside the others, rarely,
/// to learn when it reaches its DCS again.
struct ListingRotation: Equatable {
    private struct Setback: Equatable {
        var failures: Int
        var retryAt: Timestamp
    }

    /// Addresses of agents, the one to be asked first at the head.
    struct Candidate: Equatable {
        var address: WebAddress
        /// Its `/patroni` was answered last time.
        var answers: Bool
    }

    private var setbacks: [WebAddress: Setback] = [:]
    private var dueAt: Timestamp

    /// A time-out leaves the agent's worker waiting for the DCS up to `retry_timeout`, 10 s unless set; do not pile up more.
    private static let waitAfterTimeout = Duration.seconds(5)

    init(at now: Timestamp) {
        dueAt = now
    }

    func hasFailed(_ address: WebAddress) -> Bool { setbacks[address] != nil }

    /// What can be asked, from when on.
    private func options(_ candidates: [Candidate], _ schedule: PollSchedule) -> [(request: ReadRequest, at: Timestamp)]
    {
        let healthy = candidates.filter { setbacks[$0.address] == nil }.map { ReadRequest.listing($0.address) }
        let patientUntil = healthy.compactMap { schedule.startOfFlight($0) }.max().map { $0 + PollSchedule.patience }
        let mainAt = max(dueAt, patientUntil ?? .distantPast)
        let open = healthy.compactMap { request in schedule.opening(for: request).map { (request: request, at: $0) } }
        var options: [(request: ReadRequest, at: Timestamp)] = []
        if let main = open.first(where: { $0.at <= mainAt }) ?? open.min(by: { $0.at < $1.at }) {
            options.append((main.request, max(main.at, mainAt)))
        }
        for candidate in candidates {
            guard let setback = setbacks[candidate.address], candidate.answers || healthy.isEmpty else { continue }
            let request = ReadRequest.listing(candidate.address)
            guard let opening = schedule.opening(for: request) else { continue }
            options.append((request, max(opening, setback.retryAt)))
        }
        return options
    }

    /// The requests to send now; they are in flight from here on.
    mutating func takeDue(_ candidates: [Candidate], in schedule: inout PollSchedule, at now: Timestamp)
        -> [ReadRequest]
    {
        guard dueAt <= now || !setbacks.isEmpty else { return [] }
        var taken: [ReadRequest] = []
        for option in options(candidates, schedule) where option.at <= now && schedule.isFree(option.request, at: now) {
            schedule.start(option.request, at: now)
            taken.append(option.request)
        }
        return taken
    }

    func nextDue(_ candidates: [Candidate], in schedule: PollSchedule) -> Timestamp? {
        options(candidates, schedule).map(\.at).min()
    }

    mutating func succeed(_ address: WebAddress, startedAt: Timestamp, in schedule: PollSchedule, at now: Timestamp) {
        setbacks[address] = nil
        dueAt = schedule.beat(after: max(min(startedAt, now) + schedule.step / 2, now))
    }

    /// Leaves the agent alone for a while; the next one is due at once, since only a listing that was read puts off the next.
    mutating func fail(_ address: WebAddress, because reason: ReadFailure, in schedule: PollSchedule, at now: Timestamp)
    {
        let failures = (setbacks[address]?.failures ?? 0) + 1
        var wait = PollCadence.agent.wait(interval: schedule.step, failures: failures)
        if case .timedOut = reason { wait = max(wait, Self.waitAfterTimeout) }
        setbacks[address] = Setback(failures: failures, retryAt: now + wait)
    }

    /// The agent may have come back to its DCS: asks it now.
    mutating func retry(_ address: WebAddress, at now: Timestamp) {
        guard let setback = setbacks[address] else { return }
        setbacks[address]?.retryAt = min(setback.retryAt, now)
    }

    /// Everything is due now.
    mutating func hasten(at now: Timestamp) {
        dueAt = min(dueAt, now)
        for address in setbacks.keys { retry(address, at: now) }
    }

    mutating func intervalChanged(to interval: Duration, lastStart: Timestamp?) {
        if let lastStart { dueAt = min(dueAt, lastStart + interval) }
    }

    /// The wall clock was set back to `now`.
    mutating func clockWasSetBack(to now: Timestamp) {
        hasten(at: now)
    }

    mutating func forget(allBut addresses: [WebAddress]) {
        let kept = Set(addresses)
        setbacks = setbacks.filter { kept.contains($0.key) }
    }
}
