/// The health paths of the REST API (patroni `docs/rest_api.rst`).
extension SimulatedCluster {
    /// What OPTIONS and HEAD answer with 200 when the member is as the path asks; everything else is 503.
    static let healthPaths: Set<String> = [
        "/", "/primary", "/master", "/read-write", "/leader", "/replica", "/read-only", "/sync", "/synchronous",
        "/async",
        "/asynchronous", "/read-only-sync", "/read-only-quorum", "/quorum", "/standby-leader", "/health",
    ]

    /// Whether the member is as a health path asks.
    ///
    /// `/primary` follows the lock alone, whatever the database does.
    func health(_ path: String, query: String, of index: Int) -> Bool {
        let member = members[index]
        let isReplica = member.database == .running && !member.believesLeader
        let isBalanced = isReplica && !member.blueprint.hasTag("noloadbalance") && isWithinLag(query, index)
        let isSynchronous = isReplica && store.synchronousStandby == member.name
        switch path {
        case "/", "/primary", "/master", "/read-write", "/leader", "/read-only-quorum": return member.believesLeader
        case "/replica": return isBalanced
        case "/read-only": return member.believesLeader || isBalanced
        case "/sync", "/synchronous": return isSynchronous
        case "/async", "/asynchronous": return isBalanced && !isSynchronous
        case "/read-only-sync": return member.believesLeader || isSynchronous
        case "/health": return member.database == .running
        default: return false
        }
    }

    /// `?lag=` is a number of bytes with an optional unit (patroni `utils.py parse_int`); an unreadable one counts
    /// for nothing.
    private func isWithinLag(_ query: String, _ index: Int) -> Bool {
        guard let item = query.split(separator: "&").first(where: { $0.hasPrefix("lag=") }) else { return true }
        let text = item.dropFirst(4)
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        let units: [Substring: Int64] = ["": 1, "B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40]
        guard let number = Int64(digits), let unit = units[text.dropFirst(digits.count)] else { return true }
        let (limit, overflow) = number.multipliedReportingOverflow(by: unit)
        return overflow || max(0, store.leaderPosition - members[index].location) <= limit
    }
}
