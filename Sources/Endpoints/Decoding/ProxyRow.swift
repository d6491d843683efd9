import ClusterModel

/// One row of HAProxy's statistics, its cells looked up by the header's names (`doc/management.txt` 9.1).
package struct ProxyRow {
    /// What a row describes.
    package enum Kind {
        case frontend
        case backend
        case server
        /// A `bind` line, listed only with `option socket-stats`.
        case listener
    }

    private let columns: [String: Int]
    private let cells: [String]

    package init(columns: [String: Int], cells: [String]) {
        self.columns = columns
        self.cells = cells
    }

    /// The cell's text, safe to show; nil when the column is absent in this version or the cell is empty.
    package func text(_ column: String, limit: Int = 128) -> String? {
        guard let index = columns[column], index < cells.count, !cells[index].isEmpty else { return nil }
        return cells[index].printable(limit: limit)
    }

    package func integer(_ column: String) -> Int64? { text(column).flatMap { Int64($0) } }

    package func int(_ column: String) -> Int? { text(column).flatMap { Int($0) } }

    /// By `type`, which versions before 1.4 lack, else by the reserved names.
    package var kind: Kind {
        switch (text("type"), text("svname")) {
        case ("0", _), (nil, "FRONTEND"): .frontend
        case ("1", _), (nil, "BACKEND"): .backend
        case ("3", _): .listener
        default: .server
        }
    }

    package var sessions: SessionCounts {
        SessionCounts(
            current: integer("scur"),
            maximum: integer("smax"),
            limit: integer("slim"),
            total: integer("stot"),
            queued: integer("qcur"),
            bytesIn: integer("bin"),
            bytesOut: integer("bout"),
            connectionErrors: integer("econ"),
            responseErrors: integer("eresp")
        )
    }

    package var server: ProxyServer {
        ProxyServer(
            name: text("svname") ?? "",
            status: ServerStatus(text("status") ?? ""),
            check: check,
            sessions: sessions,
            lastChangeSeconds: integer("lastchg"),
            downtimeSeconds: integer("downtime"),
            weight: int("weight"),
            // On a server's row exactly one of the two is 1.
            isBackup: int("act") == 0 && int("bck") == 1,
            address: text("addr", limit: 280)
        )
    }

    private var check: HealthCheck? {
        guard var status = text("check_status", limit: 64) else { return nil }
        let isRunning = status.hasPrefix("* ")
        if isRunning { status.removeFirst(2) }
        return HealthCheck(
            status: status,
            isRunning: isRunning,
            code: int("check_code"),
            durationMilliseconds: integer("check_duration"),
            lastMessage: text("last_chk", limit: 256) ?? text("check_desc", limit: 256),
            rise: int("check_rise"),
            fall: int("check_fall"),
            health: int("check_health")
        )
    }
}
