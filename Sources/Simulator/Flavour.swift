/// Which database and which Patroni a simulated cluster answers like.
package enum Flavour: Hashable, Sendable {
    /// PostgreSQL under Patroni of this version, `4.1.5` for instance.
    case postgreSQL(patroni: String)
    /// openGauss under the Patroni 2.0 of the reference deployment: no `scope`, the leader's timeline an integer and
    /// the replicas' a string, `pending_restart` on every member for ever, and a timeline that never rises.
    case openGauss

    package var patroniVersion: String {
        switch self {
        case .postgreSQL(let version): version
        case .openGauss: "2.0.2"
        }
    }

    /// What PostgreSQL calls `server_version_num`; openGauss reports the 9.2.4 it descends from.
    var serverVersion: Int64 {
        switch self {
        case .postgreSQL: 150_018
        case .openGauss: 90_204
        }
    }

    /// The `Server` header of Patroni's REST API.
    var serverHeader: String {
        switch self {
        case .postgreSQL: "BaseHTTP/0.6 Python/3.11.2"
        case .openGauss: "BaseHTTP/0.6 Python/3.7.16"
        }
    }

    /// Whether a promotion begins a new timeline.
    var raisesTimeline: Bool {
        switch self {
        case .postgreSQL: true
        case .openGauss: false
        }
    }

    /// How an agent calls the primary of itself: `primary` since 4.0.
    var primaryRole: String { isAtLeast(4, 0) ? "primary" : "master" }
    /// Healthy replicas are `streaming` in the listing since 3.0.4.
    var namesStreaming: Bool { isAtLeast(3, 0, 4) }
    /// The listing and the agents name the scope and themselves since 3.2.0.
    var namesScope: Bool { isAtLeast(3, 2) }
    /// `receive_lag`, `replay_lag` and their positions since 4.1.
    var splitsLag: Bool { isAtLeast(4, 1) }
    /// `dcs_last_seen` since 2.1.2.
    var tellsStoreSeen: Bool { isAtLeast(2, 1, 2) }
    /// `pending_restart_reason` since 3.3.
    var explainsPendingRestart: Bool { isAtLeast(3, 3) }

    /// A switchover from a member to itself is refused in so many words since 3.2.0.
    var comparesSourceAndTarget: Bool { isAtLeast(3, 2) }

    private func isAtLeast(_ wanted: Int...) -> Bool {
        let parts = patroniVersion.split(separator: ".").map { Int($0) ?? 0 }
        let padded = wanted + Array(repeating: 0, count: max(0, parts.count - wanted.count))
        return !parts.lexicographicallyPrecedes(padded)
    }
}
