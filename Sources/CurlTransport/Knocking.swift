import ClusterModel
import Endpoints

/// The connections of one hurried probe: while nobody answers it knocks again every tenth of a second, as the clients of a pool do.
///
/// A proxy keeps a connection for seconds while it tries a dead server; who waited for that one would learn of the new server as late.
struct Knocking {
    let startedAt: Timestamp
    private let end: ContinuousClock.Instant
    /// When to knock next; nil when it is not worth while any more.
    private(set) var next: ContinuousClock.Instant?
    private static let gap = Duration.milliseconds(100)
    /// Probes with more time than this are not hurried.
    private static let mostPatience = Duration.seconds(1)

    /// Nil for what is no probe, and for one that has time.
    init?(_ transfer: CurlTransfer, at now: ContinuousClock.Instant) {
        guard case .probe = transfer.request, transfer.deadline - now <= Self.mostPatience else { return nil }
        startedAt = transfer.startedAt
        end = transfer.deadline
        next = now + Self.gap
        letGo()
    }

    func isDue(at now: ContinuousClock.Instant) -> Bool { next.map { $0 <= now } ?? false }

    /// Notes a knock; answers until when it may be answered.
    mutating func knock(at now: ContinuousClock.Instant) -> ContinuousClock.Instant {
        next = now + Self.gap
        letGo()
        return end
    }

    /// The last knock has time for an answer, too.
    private mutating func letGo() {
        if let next, next + Self.gap > end { self.next = nil }
    }
}
