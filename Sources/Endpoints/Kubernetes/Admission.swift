import ClusterModel

/// Whether the API server lets us in.
///
/// Right after its start a server refuses valid users for a fifth of a second (FACTS 5.7), so the first refusal is not believed. Credentials
/// that ran out are made anew by the transport before a refusal arrives here.
struct Admission: Equatable {
    /// Refusals in a row, 401 and 403 alike.
    private var refusals = 0
    /// The server wants to be left alone until then.
    private(set) var opensAt: Timestamp?

    static let firstPause = Duration.milliseconds(300)

    /// Whether a refusal is to be believed yet.
    var isBelieved: Bool { refusals > 1 }

    mutating func refuse() { refusals = min(refusals + 1, 2) }

    mutating func admit() { refusals = 0 }

    mutating func close(until moment: Timestamp) { opensAt = moment }

    mutating func clockWasSetBack(to now: Timestamp) { opensAt = opensAt.map { min($0, now + .seconds(1)) } }
}
