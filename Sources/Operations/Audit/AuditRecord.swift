import ClusterModel

/// Who works, and from where.
package struct AuditOrigin: Hashable, Sendable {
    package var user: String
    package var host: String
    /// For instance `/dev/pts/3`; nil without one.
    package var terminal: String?

    package init(user: String, host: String, terminal: String? = nil) {
        self.user = user.printable(limit: 128)
        self.host = host.printable(limit: 253)
        self.terminal = terminal?.printable(limit: 128)
    }
}

/// One line of `operations.jsonl`: an event in the life of an operation.
///
/// An operation writes `planned`, then for each request `sent`, before it leaves, and `answered`, and at last `finished`, also
/// when the program is ended before the operation is; whoever is killed in between leaves the intent on disk. No secret is ever in it.
package struct AuditRecord: Equatable, Sendable {
    /// What happened.
    package enum Event: Equatable, Sendable {
        /// Confirmed; these requests are going to be sent.
        case planned(requests: [String])
        case sent(step: Int, request: String)
        case answered(step: Int, status: Int, text: String)
        /// No answer came, and why.
        case unanswered(step: Int, reason: String)
        /// `outcome` is one of `done`, `refused`, `still running`, `failed`, `interrupted`.
        case finished(outcome: String, text: String, phases: [OperationPhase])

        package var name: String {
            switch self {
            case .planned: "planned"
            case .sent: "sent"
            case .answered: "answered"
            case .unanswered: "unanswered"
            case .finished: "finished"
            }
        }
    }

    /// The same for all records of one operation.
    package var id: String
    package var at: Timestamp
    package var origin: AuditOrigin
    package var cluster: String
    package var kind: OperationKind
    package var summary: String
    package var event: Event

    package init(
        id: String,
        at: Timestamp,
        origin: AuditOrigin,
        cluster: String,
        kind: OperationKind,
        summary: String,
        event: Event
    ) {
        self.id = id.printable(limit: 64)
        self.at = at
        self.origin = origin
        self.cluster = cluster
        self.kind = kind
        self.summary = summary
        self.event = event
    }

    /// The record as JSON, without a newline.
    package var line: String {
        let head: [(String, JSONText?)] = [
            ("at", .string(CivilTime(at).iso8601)),
            ("id", .string(id)),
            ("event", .string(event.name)),
            ("user", .string(origin.user)),
            ("host", .string(origin.host)),
            ("terminal", origin.terminal.map { .string($0) }),
            ("cluster", .string(cluster)),
            ("operation", .string(kind.rawValue)),
            ("summary", .string(summary)),
        ]
        return JSONText.fields(head + event.fields).json
    }
}

extension AuditRecord.Event {
    fileprivate var fields: [(String, JSONText?)] {
        switch self {
        case .planned(let requests): [("requests", .array(requests.map { .string($0) }))]
        case .sent(let step, let request): [("step", .number("\(step)")), ("request", .string(request))]
        case .answered(let step, let status, let text):
            [("step", .number("\(step)")), ("status", .number("\(status)")), ("text", .string(text))]
        case .unanswered(let step, let reason): [("step", .number("\(step)")), ("reason", .string(reason))]
        case .finished(let outcome, let text, let phases):
            [
                ("outcome", .string(outcome)), ("text", .string(text)),
                ("phases", .array(phases.map(\.json))),
            ]
        }
    }
}

extension OperationPhase {
    fileprivate var json: JSONText {
        .fields([("phase", .string(text)), ("at", reachedAt.map { .string(CivilTime($0).iso8601) } ?? .null)])
    }
}

extension JSONText {
    /// An object of the fields that have a value.
    static func fields(_ pairs: [(String, JSONText?)]) -> JSONText {
        .object(pairs.compactMap { key, value in value.map { Field(key: key, value: $0) } })
    }
}
