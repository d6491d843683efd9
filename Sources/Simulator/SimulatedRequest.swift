import ClusterModel

/// An HTTP request that reached a simulated agent or proxy.
package struct SimulatedRequest: Hashable, Sendable {
    /// Who is asked.
    package enum Target: Hashable, Sendable {
        case agent(MemberName)
        /// By its index in the blueprint.
        case proxy(Int)
    }

    package var target: Target
    package var method: String
    /// With its query.
    package var path: String
    /// Nil when the request had no Content-Length.
    package var body: [UInt8]?

    package init(_ target: Target, method: String = "GET", path: String, body: [UInt8]? = nil) {
        self.target = target
        self.method = method
        self.path = path
        self.body = body
    }
}

/// What comes of a request.
package enum SimulatedAnswer: Equatable, Sendable {
    case answer(SimulatedResponse)
    /// The connection is closed and no byte sent.
    case closeWithoutAnswer
    /// Nothing listens.
    case refuse
    /// Nothing is sent yet; ask `resume` at that time.
    case later(PendingAnswer, at: Timestamp)
}

/// An answer that takes its time: the state of a request between two looks at it.
package enum PendingAnswer: Hashable, Sendable {
    /// A frozen process has not read the request.
    case unread(SimulatedRequest)
    /// A read of the DCS that will fail.
    case failingRead
    /// A switchover or failover that is watched once a second.
    case handover(Handover)
    /// A fixed text when the time has come.
    case text(status: Int, String)
}

/// A POST to `/switchover` or `/failover` that waits for its result (patroni `api.py poll_failover_result`).
package struct Handover: Hashable, Sendable {
    /// The words `switchover` or `failover`.
    package var action: String
    package var formerLeader: MemberName?
    package var candidate: MemberName?
    package var deadline: Timestamp
}

/// A whole HTTP answer.
package struct SimulatedResponse: Equatable, Sendable {
    /// A header line's name and value.
    package struct Header: Equatable, Sendable {
        package var name: String
        package var value: String
    }

    package var version: String
    package var status: Int
    package var headers: [Header]
    package var body: [UInt8]
    /// Whether another request may follow on the connection.
    package var keepsConnection: Bool

    /// The value of the first header of that name, whatever its case.
    package subscript(header name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The bytes as they go over the wire.
    package var bytes: [UInt8] {
        var head = "\(version) \(status) \(Self.reason(status))\r\n"
        for header in headers { head += "\(header.name): \(header.value)\r\n" }
        head += "\r\n"
        return Array(head.utf8) + body
    }

    static func reason(_ status: Int) -> String {
        switch status {
        case 200: "OK"
        case 202: "Accepted"
        case 400: "Bad Request"
        case 404: "Not Found"
        case 409: "Conflict"
        case 411: "Length Required"
        case 412: "Precondition Failed"
        case 422: "Unprocessable Entity"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        default: "Unknown"
        }
    }
}
