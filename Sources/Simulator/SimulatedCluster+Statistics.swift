import ClusterModel

/// HAProxy's statistics page: CSV where the path contains `;csv`, HTML otherwise.
extension SimulatedCluster {
    mutating func statistics(of index: Int, for request: SimulatedRequest) -> SimulatedResponse {
        proxies[index].requests += 1
        guard request.method == "GET" || request.method == "HEAD" else {
            return page(
                400,
                "text/html",
                "<html><body><h1>400 Bad request</h1>\nYour browser sent an invalid request.\n</body></html>\n"
            )
        }
        let isCSV = request.path.contains(";csv")
        let text =
            isCSV
            ? table(of: index)
            : StatisticsPage.html(
                of: proxies[index],
                named: members.map(\.blueprint.serverName),
                backend: blueprint.scope
            )
        return page(200, isCSV ? "text/plain" : "text/html", request.method == "HEAD" ? "" : text)
    }

    private func page(_ status: Int, _ contentType: String, _ text: String) -> SimulatedResponse {
        let body = Array(text.utf8)
        return SimulatedResponse(
            version: "HTTP/1.1",
            status: status,
            headers: [
                SimulatedResponse.Header(name: "cache-control", value: "no-cache"),
                SimulatedResponse.Header(name: "content-type", value: contentType),
                SimulatedResponse.Header(name: "content-length", value: String(body.count)),
            ],
            body: body,
            keepsConnection: status == 200
        )
    }

    private func table(of index: Int) -> String {
        let proxy = proxies[index]
        var table = StatisticsTable()
        let requests = String(proxy.requests)
        let age = String((clock - proxy.startedAt).components.seconds)
        table.append(
            .httpFrontend,
            [
                "scur": "1", "smax": "1", "stot": requests, "rate": "1", "rate_max": "1", "req_rate": "1",
                "req_rate_max": "1", "req_tot": requests, "hrsp_2xx": String(proxy.requests - 1), "conn_rate": "1",
                "conn_rate_max": "1", "conn_tot": requests, "intercepted": requests, "h1_open_connections": "1",
                "h1_open_streams": "1", "h1_total_connections": requests, "h1_total_streams": requests,
            ]
        )
        table.append(.httpBackend, ["lastchg": age, "algo": blueprint.showsLegends ? "roundrobin" : ""])
        appendFrontend(of: proxy, to: &table)
        for server in proxy.servers.indices { appendServer(server, of: proxy, to: &table) }
        appendBackend(of: proxy, to: &table)
        return table.text
    }

    private func appendFrontend(of proxy: SimulatedProxy, to table: inout StatisticsTable) {
        let total = String(sum(proxy, \.sessionTotal) + proxy.rejected)
        table.append(
            .frontend,
            [
                "# pxname": blueprint.scope, "scur": String(sum(proxy, \.sessions)), "smax": String(proxy.demand),
                "stot": total, "bin": String(sum(proxy, \.bytesIn)), "bout": String(sum(proxy, \.bytesOut)),
                "rate_max": "5", "conn_rate_max": "5", "conn_tot": total,
            ]
        )
    }

    private func appendServer(_ index: Int, of proxy: SimulatedProxy, to table: inout StatisticsTable) {
        let server = proxy.servers[index]
        let member = members[index].blueprint
        let check = Self.words(for: server.check)
        table.append(
            .server,
            [
                "# pxname": blueprint.scope, "svname": member.serverName, "sid": String(index + 1),
                "scur": String(server.sessions), "smax": String(server.sessionMaximum),
                "stot": String(server.sessionTotal), "lbtot": String(server.sessionTotal),
                "bin": String(server.bytesIn), "bout": String(server.bytesOut), "econ": String(server.connectErrors),
                "wretr": String(server.retries), "srv_abrt": String(server.aborted),
                "connect": String(server.sessionTotal + server.connectErrors), "status": status(of: server),
                "chkfail": String(server.checkFailures), "chkdown": String(server.downs),
                "lastchg": String((clock - server.changedAt).components.seconds),
                "downtime": String(server.downtime(at: clock)),
                "check_status": (server.checkRunsUntil == nil ? "" : "* ") + check.status, "check_code": check.code,
                "check_duration": String(server.checkMilliseconds), "last_chk": check.last, "check_desc": check.text,
                "check_rise": String(blueprint.checks.rise), "check_fall": String(blueprint.checks.fall),
                "check_health": String(server.health), "rate_max": server.sessionTotal > 0 ? "5" : "0",
                "lastsess": server.lastSessionAt.map { String((clock - $0).components.seconds) } ?? "-1",
                "addr": blueprint.showsLegends ? "\(server.formerHost ?? member.host):\(member.port)" : "",
            ]
        )
    }

    private func appendBackend(of proxy: SimulatedProxy, to table: inout StatisticsTable) {
        let up = String(proxy.upServers.count)
        let change = (clock - proxy.backendChangedAt).components.seconds
        let last = proxy.servers.compactMap(\.lastSessionAt).max()
        let total = sum(proxy, \.sessionTotal)
        table.append(
            .backend,
            [
                "# pxname": blueprint.scope, "scur": String(sum(proxy, \.sessions)), "smax": String(proxy.demand),
                "stot": String(total + proxy.rejected), "lbtot": String(total), "bin": String(sum(proxy, \.bytesIn)),
                "bout": String(sum(proxy, \.bytesOut)), "econ": String(sum(proxy, \.connectErrors) + proxy.rejected),
                "wretr": String(sum(proxy, \.retries)), "srv_abrt": String(sum(proxy, \.aborted)),
                "connect": String(total), "status": proxy.backendIsUp ? "UP" : "DOWN", "weight": up, "act": up,
                "uweight": up, "chkdown": String(proxy.backendDowns), "lastchg": String(change),
                "downtime": String(proxy.backendDowntime + (proxy.backendIsUp ? 0 : change)), "rate_max": "5",
                "lastsess": last.map { String((clock - $0).components.seconds) } ?? "-1",
                "algo": blueprint.showsLegends ? "roundrobin" : "",
            ]
        )
    }

    /// `UP`, `UP 2/3` (going down), `DOWN`, `DOWN 1/2` (going up).
    private func status(of server: SimulatedProxy.Server) -> String {
        let (rise, fall) = (blueprint.checks.rise, blueprint.checks.fall)
        if server.isUp { return server.health < rise + fall - 1 ? "UP \(server.health - rise + 1)/\(fall)" : "UP" }
        return server.health > 0 ? "DOWN \(server.health)/\(rise)" : "DOWN"
    }

    private func sum(_ proxy: SimulatedProxy, _ count: KeyPath<SimulatedProxy.Server, Int64>) -> Int64 {
        proxy.servers.reduce(0) { $0 + $1[keyPath: count] }
    }

    struct CheckWords {
        var status: String
        var code: String
        var last: String
        var text: String
    }

    static func words(for check: SimulatedProxy.Check) -> CheckWords {
        switch check {
        case .passed: CheckWords(status: "L7OK", code: "200", last: "", text: "Layer7 check passed")
        case .wrongStatus:
            CheckWords(status: "L7STS", code: "503", last: "Service Unavailable", text: "Layer7 wrong status")
        case .refused:
            CheckWords(status: "L4CON", code: "", last: "Connection refused", text: "Layer4 connection problem")
        case .connectTimeout: CheckWords(status: "L4TOUT", code: "", last: "", text: "Layer4 timeout")
        case .answerTimeout: CheckWords(status: "L7TOUT", code: "", last: "", text: "Layer7 timeout")
        }
    }
}
