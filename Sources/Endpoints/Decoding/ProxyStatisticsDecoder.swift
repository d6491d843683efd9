import ClusterModel

/// Reads HAProxy's statistics CSV of any version since 1.4, by the names in its header (`doc/management.txt` 9.1).
package enum ProxyStatisticsDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<ProxyStatistics, ReadFailure> {
        Result { () throws(ReadFailure) in
            let bytes = try answer.content()
            let rows = CSVReader.rows(
                in: bytes,
                mostRows: DecodingLimit.proxyRows,
                mostColumns: DecodingLimit.proxyColumns
            )
            guard let header = rows.first else { throw .undecodable(reason: "empty body") }
            guard let columns = columns(of: header) else {
                let start = (header.first ?? "").printable(limit: 24)
                throw .undecodable(reason: "no statistics header “# pxname,svname,…”, begins with “\(start)”")
            }
            return statistics(from: rows.dropFirst().lazy.map { ProxyRow(columns: columns, cells: $0) })
        }
    }

    /// Positions by name; nil unless this is a header that names proxy, server and status.
    private static func columns(of header: [String]) -> [String: Int]? {
        guard let first = header.first, first.hasPrefix("#") else { return nil }
        var columns: [String: Int] = [:]
        for (index, cell) in header.enumerated() {
            let name = index == 0 ? String(cell.drop { $0 == "#" || $0 == " " }) : cell
            if columns[name] == nil { columns[name] = index }
        }
        let needed = ["pxname", "svname", "status"]
        return needed.allSatisfy { columns[$0] != nil } ? columns : nil
    }

    private static func statistics(from rows: some Sequence<ProxyRow>) -> ProxyStatistics {
        var statistics = ProxyStatistics(frontends: [], backends: [])
        var backendIndices: [String: Int] = [:]
        var serverCount = 0
        for row in rows {
            guard let proxy = row.text("pxname"), row.text("svname") != nil else { continue }
            if statistics.processNumber == nil { statistics.processNumber = row.int("pid") }
            switch row.kind {
            case .frontend:
                statistics.frontends.append(
                    ProxyFrontend(name: proxy, status: row.text("status", limit: 64) ?? "", sessions: row.sessions)
                )
            case .backend:
                let index = backendIndices.index(of: proxy, in: &statistics)
                statistics.backends[index].status = ServerStatus(row.text("status", limit: 64) ?? "")
                statistics.backends[index].sessions = row.sessions
                statistics.backends[index].lastChangeSeconds = row.integer("lastchg")
            case .server:
                guard serverCount < DecodingLimit.servers else { continue }
                serverCount += 1
                let index = backendIndices.index(of: proxy, in: &statistics)
                statistics.backends[index].servers.append(row.server)
            case .listener:
                continue
            }
        }
        return statistics
    }
}

extension [String: Int] {
    /// The place of the backend named `name`, made when its first row comes; its own row comes after its servers'.
    fileprivate mutating func index(of name: String, in statistics: inout ProxyStatistics) -> Int {
        if let index = self[name] { return index }
        let index = statistics.backends.count
        statistics.backends.append(ProxyBackend(name: name, status: "", sessions: SessionCounts(), servers: []))
        self[name] = index
        return index
    }
}
