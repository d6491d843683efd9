import ClusterModel

/// What the reply to a question that was put directly tells of the direct way.
///
/// Another network may have somebody else at a pod's address, and a gateway or a transparent proxy answers for everybody: a connection or
/// a status proves nothing, only what agents and proxies alone can say does.
enum DirectEvidence: Equatable {
    /// An agent as which somebody answers; nil where it does not say.
    struct Identity: Equatable {
        var scope: String?
        var name: MemberName?
    }

    /// A service like the one that was meant has spoken; an agent says who it is.
    case proof(Identity?)
    /// It can be read, and tells nothing of the way.
    case readable
    /// It cannot be read, which may be the service's own trouble.
    case doubtful
    /// The network did not lead there, or to somebody else.
    case loss

    init(_ reply: ReadReply) {
        switch reply.request {
        case .agent: self = Self.identity(in: reply.outcome).map { .proof($0) } ?? .loss
        case .proxyStatistics:
            guard case .success = reply.outcome.flatMap(ProxyStatisticsDecoder.decode) else {
                self = .loss
                return
            }
            self = .proof(nil)
        case .listing: self = Self.judge(reply.outcome.flatMap(ListingDecoder.decode))
        case .history: self = Self.judge(reply.outcome.flatMap(HistoryDecoder.decode))
        case .configuration: self = Self.judge(reply.outcome.flatMap(ConfigurationDecoder.decode))
        case .probe, .heldConnection, .store, .kubernetes: self = .doubtful
        }
    }

    /// The agent that has answered; nil when what came is no agent's report.
    static func identity(in outcome: Result<ReadAnswer, ReadFailure>) -> Identity? {
        guard case .success(let report) = outcome.flatMap(AgentReportDecoder.decode) else { return nil }
        return Identity(scope: report.scope, name: report.name)
    }

    private static func judge<Value>(_ result: Result<Value, ReadFailure>) -> DirectEvidence {
        switch result {
        case .success: .readable
        case .failure(.timedOut(connected: false)), .failure(.connectionRefused), .failure(.unreachable),
            .failure(.nameNotResolved):
            .loss
        case .failure: .doubtful
        }
    }
}
