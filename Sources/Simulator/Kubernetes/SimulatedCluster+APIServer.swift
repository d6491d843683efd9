import ClusterModel

/// The API server at wire level, as a kube-apiserver 1.32 answers: who may ask, and who answers.
extension SimulatedCluster {
    mutating func respondAsAPIServer(to request: SimulatedRequest) -> SimulatedAnswer {
        guard let conduct = kubernetes?.conduct, conduct.isRunning else { return .refuse }
        if let seconds = conduct.retryAfter { return .answer(tooManyRequests(seconds)) }
        do {
            let user = try authenticate(request)
            let answer = try dispatch(request, KubernetesQuery(request.path), user: user)
            guard request.method == "HEAD", case .answer(var response) = answer else { return answer }
            response.body = []
            return .answer(response)
        } catch {
            return .answer(apiServer(error))
        }
    }

    private func authenticate(_ request: SimulatedRequest) throws(KubernetesStatus) -> String {
        guard let kubernetes else { throw .unauthorized }
        let given = request.headers["authorization"]
        if kubernetes.conduct.rejectsCredentials, given != nil || kubernetes.settings.token == nil {
            throw .unauthorized
        }
        guard let token = kubernetes.settings.token else { return "nines" }
        guard let given else { return Self.anonymous }
        guard given == "Bearer \(token)" else { throw .unauthorized }
        return "nines"
    }

    static let anonymous = "system:anonymous"

    private mutating func dispatch(
        _ request: SimulatedRequest,
        _ query: KubernetesQuery,
        user: String
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        let segments = query.segments
        switch segments.first {
        case "version", "healthz", "livez", "readyz", "api", "apis":
            if segments.count <= 2 || segments.first == "apis" { return try discover(request, segments, user: user) }
        default: return .answer(pageNotFound())
        }
        guard segments.starts(with: ["api", "v1"]) else { return .answer(pageNotFound()) }
        var rest = segments.dropFirst(2)
        var namespace: String?
        // `namespaces/NAME` alone is an object, with more behind it the place of other objects.
        if rest.first == "namespaces", rest.count > 2 {
            namespace = rest.dropFirst().first
            rest = rest.dropFirst(2)
        }
        guard let kind = rest.first.flatMap({ KubernetesKind(rawValue: $0) }) else { throw .noSuchResource }
        let name = rest.dropFirst().first
        let subresource = rest.dropFirst(2).first
        let call = APICall(
            kind: kind,
            namespace: namespace,
            name: name,
            subresource: subresource,
            verb: Self.verb(request.method, name: name, subresource: subresource, query)
        )
        try authorize(call, user: user)
        return try perform(call, request, query)
    }

    private static func verb(
        _ method: String,
        name: String?,
        subresource: String?,
        _ query: KubernetesQuery
    ) -> String {
        switch method {
        case "GET", "HEAD":
            if subresource == nil, query.isSet("watch") { return "watch" }
            return name == nil ? "list" : "get"
        case "POST": return "create"
        case "PUT": return "update"
        case "PATCH": return "patch"
        case "DELETE": return name == nil ? "deletecollection" : "delete"
        default: return "get"
        }
    }

    /// Whether a verb on a resource is forbidden to everybody; where it is said, on one name of it.
    func isForbidden(_ verb: String, _ resource: String, name: String? = nil) -> Bool {
        guard let forbidden = kubernetes?.conduct.forbidden, !forbidden.isEmpty else { return false }
        if let name, kubernetes?.conduct.granted.contains("\(verb) \(resource) \(name)") == true { return false }
        return forbidden.contains("\(verb) \(resource)") || forbidden.contains("* \(resource)")
            || forbidden.contains("\(verb) *") || forbidden.contains("* *")
    }

    private func authorize(_ call: APICall, user: String) throws(KubernetesStatus) {
        guard user == Self.anonymous || isForbidden(call.verb, call.resource, name: call.name) else { return }
        let subject = call.name.map { "\(call.kind.rawValue) \"\($0)\"" } ?? call.kind.rawValue
        let place = call.namespace.map { "in the namespace \"\($0)\"" } ?? "at the cluster scope"
        throw KubernetesStatus(
            403,
            "Forbidden",
            "\(subject) is forbidden: User \"\(user)\" cannot \(call.verb) resource \"\(call.resource)\" in API group "
                + "\"\" \(place)",
            details: KubernetesStatus.Details(name: call.name, kind: call.kind.rawValue)
        )
    }

    private mutating func perform(
        _ call: APICall,
        _ request: SimulatedRequest,
        _ query: KubernetesQuery
    ) throws(KubernetesStatus) -> SimulatedAnswer {
        switch (call.subresource, call.verb) {
        case (nil, "list"): return try list(call, query, accept: request.headers["accept"])
        case (nil, "watch"): return try watch(call, query, accept: request.headers["accept"])
        case (nil, "get"): return try read(call, query, accept: request.headers["accept"])
        case (nil, "delete") where call.kind == .pods: return try delete(call)
        case ("status"?, "get"): return try read(call, query, accept: request.headers["accept"])
        case ("log"?, "get") where call.kind == .pods: return try log(call, query)
        case ("proxy"?, _) where call.kind == .pods: return try proxy(call, request, query)
        case (nil, _), ("status"?, _), ("log"?, _): throw .methodNotAllowed
        default: throw .noSuchResource
        }
    }

    // MARK: Answers

    func apiServer(_ status: KubernetesStatus) -> SimulatedResponse {
        var response = apiServer(status.code, status.json)
        if let seconds = status.retryAfter {
            response.headers.append(SimulatedResponse.Header(name: "Retry-After", value: String(seconds)))
        }
        return response
    }

    func apiServer(_ code: Int, _ body: JSON) -> SimulatedResponse {
        apiServer(code, contentType: "application/json", body: body.compact + "\n")
    }

    func apiServer(_ code: Int, contentType: String, body: String) -> SimulatedResponse {
        let bytes = Array(body.utf8)
        var response = apiServerHead(code, contentType: contentType)
        response.headers.append(SimulatedResponse.Header(name: "Content-Length", value: String(bytes.count)))
        response.body = bytes
        return response
    }

    /// The head of an answer whose length is not known.
    func apiServerHead(_ code: Int, contentType: String) -> SimulatedResponse {
        SimulatedResponse(
            version: "HTTP/1.1",
            status: code,
            headers: [
                SimulatedResponse.Header(name: "Audit-Id", value: "3d8f2c51-6a0e-4b7d-9c14-e25f80a7b396"),
                SimulatedResponse.Header(name: "Cache-Control", value: "no-cache, private"),
                SimulatedResponse.Header(name: "Content-Type", value: contentType),
                SimulatedResponse.Header(name: "Date", value: realTime(clock).httpText),
            ],
            body: [],
            keepsConnection: true
        )
    }

    func pageNotFound() -> SimulatedResponse {
        apiServer(404, contentType: "text/plain; charset=utf-8", body: "404 page not found\n")
    }

    /// Not JSON: the filter that refuses is in front of everything.
    private func tooManyRequests(_ seconds: Int64) -> SimulatedResponse {
        var response = apiServer(
            429,
            contentType: "text/plain; charset=utf-8",
            body: "Too many requests, please try again later.\n"
        )
        response.headers.append(SimulatedResponse.Header(name: "Retry-After", value: String(seconds)))
        return response
    }
}

/// What a request to the API server asks for.
struct APICall: Hashable, Sendable {
    var kind: KubernetesKind
    var namespace: String?
    var name: String?
    var subresource: String?
    var verb: String

    /// As authorization names it: `pods/proxy`.
    var resource: String { subresource.map { "\(kind.rawValue)/\($0)" } ?? kind.rawValue }
}
