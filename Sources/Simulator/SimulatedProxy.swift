import ClusterModel

/// A HAProxy process with one frontend and one backend whose servers are the members.
package struct SimulatedProxy: Sendable {
    /// The last health check of a server, in HAProxy's words (`doc/management.txt` 9.1, columns 36 to 38).
    package enum Check: Hashable, Sendable {
        case passed
        case wrongStatus
        case refused
        case connectTimeout
        case answerTimeout
    }

    /// A server of the backend.
    package struct Server: Sendable {
        package internal(set) var health: Int64
        package internal(set) var isUp: Bool
        package internal(set) var check = Check.passed
        package internal(set) var sessions: Int64 = 0
        var checkRunsUntil: Timestamp?
        var nextCheckAt: Timestamp
        var hasStaleAddress = false
        /// The address that is checked when it is not the member's present one.
        var formerHost: String?
        var checkMilliseconds: Int64 = 1
        var checkFailures: Int64 = 0
        var downs: Int64 = 0
        var changedAt: Timestamp
        var downtimeBefore: Int64 = 0
        var sessionTotal: Int64 = 0
        var sessionMaximum: Int64 = 0
        var connectErrors: Int64 = 0
        var retries: Int64 = 0
        var aborted: Int64 = 0
        var bytesIn: Int64 = 0
        var bytesOut: Int64 = 0
        var lastSessionAt: Timestamp?

        /// The name was looked up again.
        mutating func takeFreshAddress() {
            hasStaleAddress = false
            formerHost = nil
        }

        /// Seconds in DOWN, also those of the present one.
        func downtime(at now: Timestamp) -> Int64 {
            downtimeBefore + (isUp ? 0 : (now - changedAt).components.seconds)
        }
    }

    package let blueprint: ProxyBlueprint
    package internal(set) var isRunning = true
    package internal(set) var servers: [Server]
    var startedAt: Timestamp
    /// How many sessions its clients want.
    var demand: Int64
    var turn = 0
    var requests: Int64 = 0
    var backendIsUp = true
    var backendChangedAt: Timestamp
    var backendDowns: Int64 = 0
    var backendDowntime: Int64 = 0
    var rejected: Int64 = 0

    init(_ blueprint: ProxyBlueprint, servers: [Server], demand: Int64, startedAt: Timestamp) {
        self.blueprint = blueprint
        self.servers = servers
        self.demand = demand
        self.startedAt = startedAt
        backendChangedAt = startedAt
    }

    /// The servers that take traffic, by index.
    package var upServers: [Int] { servers.indices.filter { servers[$0].isUp } }

    /// The next server in turn, as `balance roundrobin` picks it.
    mutating func pickServer() -> Int? {
        for offset in 1...max(1, servers.count) {
            let index = (turn + offset) % max(1, servers.count)
            guard servers.indices.contains(index), servers[index].isUp else { continue }
            turn = index
            return index
        }
        return nil
    }
}
