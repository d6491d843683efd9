/// What one HAProxy process says of itself in its statistics CSV (`doc/management.txt` 9.1).
package struct ProxyStatistics: Equatable, Sendable {
    package var frontends: [ProxyFrontend]
    package var backends: [ProxyBackend]
    /// The process's own identifier, from the `pid` column (process number, not the kernel's).
    package var processNumber: Int?

    package init(frontends: [ProxyFrontend], backends: [ProxyBackend], processNumber: Int? = nil) {
        self.frontends = frontends
        self.backends = backends
        self.processNumber = processNumber
    }
}

/// A `FRONTEND` row.
package struct ProxyFrontend: Equatable, Sendable {
    package var name: String
    /// `OPEN`, `STOP`, `PAUSED` … as spelt.
    package var status: String
    package var sessions: SessionCounts

    package init(name: String, status: String, sessions: SessionCounts) {
        self.name = name
        self.status = status
        self.sessions = sessions
    }
}

/// A `BACKEND` row with its servers.
package struct ProxyBackend: Equatable, Sendable {
    package var name: String
    package var status: ServerStatus
    package var sessions: SessionCounts
    /// Since the last change of status, in seconds.
    package var lastChangeSeconds: Int64?
    package var servers: [ProxyServer]

    package init(
        name: String,
        status: ServerStatus,
        sessions: SessionCounts,
        lastChangeSeconds: Int64? = nil,
        servers: [ProxyServer]
    ) {
        self.name = name
        self.status = status
        self.sessions = sessions
        self.lastChangeSeconds = lastChangeSeconds
        self.servers = servers
    }
}

/// A server row of a backend.
package struct ProxyServer: Equatable, Sendable {
    package var name: String
    package var status: ServerStatus
    package var check: HealthCheck?
    package var sessions: SessionCounts
    /// Since the last change of status, in seconds.
    package var lastChangeSeconds: Int64?
    /// Total time in `DOWN`, in seconds.
    package var downtimeSeconds: Int64?
    package var weight: Int?
    package var isBackup: Bool
    /// Only with `stats show-legends`, or on a socket of level operator.
    package var address: String?

    package init(
        name: String,
        status: ServerStatus,
        check: HealthCheck? = nil,
        sessions: SessionCounts = SessionCounts(),
        lastChangeSeconds: Int64? = nil,
        downtimeSeconds: Int64? = nil,
        weight: Int? = nil,
        isBackup: Bool = false,
        address: String? = nil
    ) {
        self.name = name
        self.status = status
        self.check = check
        self.sessions = sessions
        self.lastChangeSeconds = lastChangeSeconds
        self.downtimeSeconds = downtimeSeconds
        self.weight = weight
        self.isBackup = isBackup
        self.address = address
    }
}

/// The session and traffic columns of a row; absent cells are nil.
package struct SessionCounts: Equatable, Sendable {
    package var current: Int64?
    package var maximum: Int64?
    package var limit: Int64?
    /// Cumulated; going backwards means another process answers.
    package var total: Int64?
    package var queued: Int64?
    package var bytesIn: Int64?
    package var bytesOut: Int64?
    package var connectionErrors: Int64?
    package var responseErrors: Int64?

    package init(
        current: Int64? = nil,
        maximum: Int64? = nil,
        limit: Int64? = nil,
        total: Int64? = nil,
        queued: Int64? = nil,
        bytesIn: Int64? = nil,
        bytesOut: Int64? = nil,
        connectionErrors: Int64? = nil,
        responseErrors: Int64? = nil
    ) {
        self.current = current
        self.maximum = maximum
        self.limit = limit
        self.total = total
        self.queued = queued
        self.bytesIn = bytesIn
        self.bytesOut = bytesOut
        self.connectionErrors = connectionErrors
        self.responseErrors = responseErrors
    }
}

/// The last health check of a server.
package struct HealthCheck: Equatable, Sendable {
    /// `L7OK`, `L7STS`, `L4CON` … without the `* ` that marks a check in progress.
    package var status: String
    package var isRunning: Bool
    /// The HTTP code of a layer 7 check.
    package var code: Int?
    package var durationMilliseconds: Int64?
    package var lastMessage: String?
    /// Successes that turn a server UP, and failures that turn it DOWN.
    package var rise: Int?
    package var fall: Int?
    /// 0 … rise+fall−1: how far a transition has come.
    package var health: Int?

    package init(
        status: String,
        isRunning: Bool = false,
        code: Int? = nil,
        durationMilliseconds: Int64? = nil,
        lastMessage: String? = nil,
        rise: Int? = nil,
        fall: Int? = nil,
        health: Int? = nil
    ) {
        self.status = status
        self.isRunning = isRunning
        self.code = code
        self.durationMilliseconds = durationMilliseconds
        self.lastMessage = lastMessage
        self.rise = rise
        self.fall = fall
        self.health = health
    }

    /// `L7STS/503`, as hatop and the statistics page write it.
    package var summary: String { code.map { "\(status)/\($0)" } ?? status }
}
