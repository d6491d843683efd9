import ClusterModel

/// Requests: who answers what, and when.
extension SimulatedCluster {
    /// Answers a request that arrived at `now`, or says when to `resume` it.
    package mutating func answer(_ request: SimulatedRequest, at now: Timestamp) -> SimulatedAnswer {
        advance(to: now)
        requestCounts[request.method, default: 0] += 1
        return respond(to: request)
    }

    /// Takes up an answer that was put off with `.later`.
    package mutating func resume(_ pending: PendingAnswer, of target: SimulatedRequest.Target, at now: Timestamp)
        -> SimulatedAnswer
    {
        advance(to: now)
        if case .status(let status) = pending { return .answer(apiServer(status)) }
        if case .throughPod(let inner, let target, let address) = pending {
            return throughPod(resume(inner, of: target, at: now), target, address: address)
        }
        guard case .agent(let name) = target, let index = index(of: name) else { return .closeWithoutAnswer }
        switch members[index].process {
        case .crashed, .stopped: return .closeWithoutAnswer
        case .stopping, .frozen: return .later(pending, at: realTime(clock + .milliseconds(200)))
        case .running: break
        }
        switch pending {
        case .unread(let request): return respond(to: request)
        case .failingRead: return .closeWithoutAnswer
        case .text(let status, let text): return .answer(plain(status, text))
        case .handover(let handover): return watch(handover, on: index)
        case .status, .throughPod: return .closeWithoutAnswer
        }
    }

    /// Whether a target's port accepts connections now.
    package func listens(_ target: SimulatedRequest.Target) -> Bool {
        switch target {
        case .agent(let name): index(of: name).map { members[$0].listens } ?? false
        case .proxy(let index): proxies.indices.contains(index) && proxies[index].isRunning
        case .kubernetes: kubernetes?.conduct.isRunning == true
        }
    }

    mutating func respond(to request: SimulatedRequest) -> SimulatedAnswer {
        switch request.target {
        case .kubernetes: return respondAsAPIServer(to: request)
        case .proxy(let index):
            guard proxies.indices.contains(index), proxies[index].isRunning else { return .refuse }
            return .answer(statistics(of: index, for: request))
        case .agent(let name):
            guard let index = index(of: name) else { return .refuse }
            switch members[index].process {
            case .crashed, .stopped: return .refuse
            case .frozen, .stopping: return .later(.unread(request), at: realTime(clock + .milliseconds(200)))
            case .running: return respond(to: request, on: index)
            }
        }
    }

    private mutating func respond(to request: SimulatedRequest, on index: Int) -> SimulatedAnswer {
        let (path, query) = request.pathAndQuery
        switch request.method {
        case "GET": return get(path, query: query, on: index)
        case "HEAD", "OPTIONS":
            let isHealthy = Self.healthPaths.contains(path) && health(path, query: query, of: index)
            return .answer(statusLine(isHealthy ? 200 : 503))
        case "POST": return post(path, body: request.body, on: index)
        case "DELETE": return delete(path, on: index)
        case "PATCH" where path == "/config": return patchConfiguration(request.body, on: index)
        default: return .answer(unsupported(request.method))
        }
    }

    private func get(_ path: String, query: String, on index: Int) -> SimulatedAnswer {
        switch path {
        case "/cluster": return read(on: index, listing())
        case "/history": return read(on: index, .array(store.history))
        case "/config": return read(on: index, store.configuration)
        case "/patroni": return .answer(json(200, report(of: index)))
        case "/liveness": return .answer(statusLine(200))
        case "/readiness":
            let isReady = members[index].serves && (members[index].believesLeader || members[index].isStreaming)
            return .answer(statusLine(isReady ? 200 : 503))
        case "/failsafe": return .answer(failure(502, "Bad Gateway", "Invalid responses from another server/proxy."))
        default: return .answer(json(health(path, query: query, of: index) ? 200 : 503, report(of: index)))
        }
    }

    /// What needs the DCS hangs for `retry_timeout` without it, then the connection closes (`api.py do_GET_cluster`
    /// has no error handler).
    private func read(on index: Int, _ body: @autoclosure () -> JSON) -> SimulatedAnswer {
        guard reachesDCS(index) else { return failLater() }
        return .answer(json(200, body()))
    }

    func reachesDCS(_ index: Int) -> Bool { store.isUp && members[index].reachesDCS }

    func failLater() -> SimulatedAnswer { .later(.failingRead, at: realTime(clock + store.retryTimeout)) }
}

extension SimulatedRequest {
    /// The path without its query, and the query without its question mark.
    var pathAndQuery: (path: String, query: String) {
        guard let mark = path.firstIndex(of: "?") else { return (path, "") }
        return (String(path[..<mark]), String(path[path.index(after: mark)...]))
    }
}
