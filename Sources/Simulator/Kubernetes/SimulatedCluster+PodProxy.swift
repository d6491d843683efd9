import ClusterModel

/// `pods/proxy` and `pods/log`.
extension SimulatedCluster {
    /// Passes a request on to a pod: `[http:|https:]NAME[:PORT]/proxy/PATH`.
    ///
    /// The pod's own answer comes through as it is; the `Authorization` header does not get there.
    mutating func proxy(
        _ call: APICall,
        _ request: SimulatedRequest,
        _ query: KubernetesQuery
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        var parts = (call.name ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        let scheme = parts.count == 3 || ["http", "https"].contains(parts.first) ? parts.removeFirst() : "http"
        let index = try place(call, named: parts.first ?? "")
        guard let pod = kubernetes?.places[index].pod, let host = pod.address else {
            throw .badRequest("address not allowed")
        }
        let ports = pod.template.ports
        let wanted = parts.count > 1 ? parts[1] : ""
        let named = ports.first { $0.name == wanted }?.number
        let port = named ?? Int64(wanted) ?? ports.first?.number ?? 80
        let address = "\(host):\(port)"
        guard !pod.isNodeSilent, kubernetes?.places[index].isLost != true else {
            throw .unreachable("dial tcp \(address): connect: no route to host")
        }
        guard pod.container?.isRunning == true, let target = target(of: pod, port: port) else {
            let listens = pod.container?.isRunning == true && ports.contains { $0.number == port }
            throw .unreachable(listens ? "EOF" : "dial tcp \(address): connect: connection refused")
        }
        if scheme == "https" {
            let status = KubernetesStatus.unreachable("net/http: TLS handshake timeout")
            return .later(.status(status), at: realTime(clock + .seconds(10)))
        }
        // `api v1 namespaces NS pods NAME` come before `proxy`.
        let path = query.rest(after: 7)
        let inner = SimulatedRequest(target, method: request.method, path: path, body: request.body)
        return throughPod(respond(to: inner), target, address: address)
    }

    /// What speaks HTTP on a pod's port.
    private func target(of pod: SimulatedPod, port: Int64) -> SimulatedRequest.Target? {
        switch pod.workload {
        case .member(let index): port == 8008 ? .agent(members[index].name) : nil
        case .proxy(let index): port == 7000 ? .proxy(index) : nil
        }
    }

    /// A pod's answer as the API server passes it on.
    func throughPod(
        _ answer: SimulatedAnswer,
        _ target: SimulatedRequest.Target,
        address: String
    ) -> SimulatedAnswer {
        switch answer {
        case .answer(let inner):
            var response = apiServerHead(inner.status, contentType: inner[header: "Content-Type"] ?? "text/plain")
            if let server = inner[header: "Server"] {
                response.headers.append(SimulatedResponse.Header(name: "Server", value: server))
            }
            response.headers.append(SimulatedResponse.Header(name: "Content-Length", value: "\(inner.body.count)"))
            response.body = inner.body
            return .answer(response)
        case .later(let pending, let time):
            return .later(.throughPod(pending, of: target, address: address), at: time)
        case .closeWithoutAnswer: return .answer(apiServer(.unreachable("EOF")))
        case .refuse: return .answer(apiServer(.unreachable("dial tcp \(address): connect: connection refused")))
        case .stream: return .closeWithoutAnswer
        }
    }

    // MARK: Logs

    func log(_ call: APICall, _ query: KubernetesQuery) throws(KubernetesStatus) -> SimulatedAnswer {
        guard let kubernetes else { throw .noSuchResource }
        let place = kubernetes.places[try place(call, named: call.name ?? "")]
        try checkLogged(place, query)
        let isPrevious = query.isSet("previous")
        guard let log = isPrevious ? place.previousLog : place.log else {
            let container = place.pod.template.container
            throw .badRequest(
                "previous terminated container \"\(container)\" in pod \"\(place.pod.name)\" not found"
            )
        }
        let shown = Self.text(of: selected(log, query), withTimes: query.isSet("timestamps"))
        guard query.isSet("follow"), !isPrevious else {
            return .answer(apiServer(200, contentType: "text/plain", body: shown))
        }
        let stream = LogStream(
            podUID: place.pod.uid,
            container: place.pod.container?.identifier ?? "",
            generation: kubernetes.conduct.watchGeneration,
            showsTimes: query.isSet("timestamps"),
            next: log.end,
            initial: Array(shown.utf8)
        )
        var head = apiServerHead(200, contentType: "text/plain")
        head.headers.append(SimulatedResponse.Header(name: "Transfer-Encoding", value: "chunked"))
        return .stream(head, .log(stream))
    }

    /// Refuses what the API server, or the kubelet that it asks, has no log of.
    private func checkLogged(_ place: PodPlace, _ query: KubernetesQuery) throws(KubernetesStatus) {
        let pod = place.pod
        let container = pod.template.container
        if let wanted = query["container"], !wanted.isEmpty, wanted != container {
            throw .badRequest("container \(wanted) is not valid for pod \(pod.name)")
        }
        guard !pod.isNodeSilent, !place.isLost else {
            let node = pod.node ?? ""
            throw KubernetesStatus(
                500,
                nil,
                "Get \"https://\(node):10250/containerLogs/\(pod.namespace)/\(pod.name)/\(container)\": dial tcp "
                    + "\(node):10250: connect: no route to host"
            )
        }
        guard pod.container?.identifier.isEmpty == false else {
            let reason: String
            if case .waiting(let word, _)? = pod.container?.state { reason = word } else { reason = "not scheduled" }
            throw .badRequest("container \"\(container)\" in pod \"\(pod.name)\" is waiting to start: \(reason)")
        }
    }

    private func selected(_ log: PodLog, _ query: KubernetesQuery) -> ArraySlice<PodLog.Line> {
        var lines = log.lines(from: 0)
        if let seconds = query["sinceSeconds"].flatMap({ Int64($0) }), (1...1 << 40).contains(seconds) {
            lines = lines.drop { $0.at < clock - .seconds(seconds) }
        }
        if let time = query["sinceTime"].flatMap({ Timestamp(iso8601: $0) }) { lines = lines.drop { $0.at < time } }
        if let count = query["tailLines"].flatMap({ Int($0) }), count >= 0 { lines = lines.suffix(count) }
        return lines
    }

    private static func text(of lines: ArraySlice<PodLog.Line>, withTimes: Bool) -> String {
        lines.map { (withTimes ? "\($0.at.kubernetesLogText) " : "") + $0.text + "\n" }.joined()
    }

    func pump(_ stream: inout LogStream, _ kubernetes: SimulatedKubernetes) -> StreamPortion {
        guard stream.generation == kubernetes.conduct.watchGeneration else { return .cut }
        guard !kubernetes.conduct.stallsWatches else { return .bytes([]) }
        var bytes = stream.initial
        stream.initial = []
        guard let place = kubernetes.places.first(where: { $0.pod.uid == stream.podUID }) else { return .last(bytes) }
        if place.isLost { return .bytes(bytes) }
        let isSameRun = place.pod.container?.identifier == stream.container
        let log = isSameRun ? place.log : place.previousLog ?? PodLog()
        bytes += Array(Self.text(of: log.lines(from: stream.next), withTimes: stream.showsTimes).utf8)
        stream.next = log.end
        let hasEnded = !isSameRun || place.pod.container?.isRunning != true
        return hasEnded ? .last(bytes) : .bytes(bytes)
    }
}
