import ClusterModel

/// Whether the API server lets us in, and what was done about it.
///
/// Right after its start a server refuses valid users for a fifth of a second (FACTS 5.7), so the first refusal is not believed. A second 401
/// asks for fresh credentials, once until they work again or a minute has passed.
struct Admission: Equatable {
    /// Refusals in a row, 401 and 403 alike.
    private(set) var refusals = 0
    /// The last refusal was a 401.
    private(set) var isUnauthenticated = false
    private(set) var refreshedAt: Timestamp?
    /// The server wants to be left alone until then.
    private(set) var opensAt: Timestamp?

    static let firstPause = Duration.milliseconds(300)
    private static let refreshInterval = Duration.seconds(60)

    /// Whether somebody should make the credentials anew, if they can be.
    func needsFreshCredentials(at now: Timestamp) -> Bool {
        isUnauthenticated && refusals > 1 && refreshedAt.map { now - $0 >= Self.refreshInterval } ?? true
    }

    /// Whether a refusal is to be believed yet.
    var isBelieved: Bool { refusals > 1 }

    mutating func refuse(isUnauthenticated: Bool) {
        refusals = min(refusals + 1, 1000)
        self.isUnauthenticated = isUnauthenticated
    }

    mutating func admit() {
        refusals = 0
        isUnauthenticated = false
        refreshedAt = nil
    }

    mutating func refreshed(at now: Timestamp) { refreshedAt = now }

    mutating func close(until moment: Timestamp) { opensAt = moment }

    mutating func clockWasSetBack(to now: Timestamp) {
        refreshedAt = refreshedAt.map { min($0, now) }
        opensAt = opensAt.map { min($0, now + .seconds(1)) }
    }
}
