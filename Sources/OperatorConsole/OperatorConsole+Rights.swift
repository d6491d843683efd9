import ClusterModel
import Dashboard
import Operations
import Wording

/// What the API server lets us do, where agents are reached through it: asked beforehand, and shown by the keys.
extension OperatorConsole {
    private var agents: [WebAddress] { dashboard.snapshot.agents.map(\.address) }

    /// The rights that are asked for now: at first, from time to time, and soon after a refusal.
    mutating func dueReviews() -> [Effect] {
        guard !neededRights.isEmpty else { return [] }
        return rights.takeDue(among: neededRights, at: dashboard.now).map { .review($0) }
    }

    /// The cluster was looked at: agents may be reached another way, or may refuse.
    mutating func followAgents() {
        neededRights = rights.needed(for: agents)
        noteRefusedReads()
        lightKeys()
    }

    mutating func learn(_ reply: AccessReply) {
        rights.absorb(reply)
        neededRights = rights.needed(for: agents)
        lightKeys()
        renew()
    }

    /// An answer that says that a right is missing, or that we are not known, makes doubtful what is known of rights.
    mutating func noteRefusal(of reply: WriteReply) {
        guard let requests = runs.last?.run.plan.requests, requests.indices.contains(reply.step),
            requests[reply.step].agent.goesThroughAPIServer
        else { return }
        switch reply.outcome {
        case .success(let answer): if [401, 403].contains(answer.status) { rights.doubt() }
        case .failure(let failure): if failure.isOfRights { rights.doubt() }
        }
    }

    /// The same of reads; one that goes on being refused says nothing new.
    private mutating func noteRefusedReads() {
        let isRefused = dashboard.snapshot.agents.contains { agent in
            agent.address.goesThroughAPIServer && agent.report.failure?.reason.isOfRights == true
        }
        if isRefused, !isReadRefused { rights.doubt() }
        isReadRefused = isRefused
    }

    /// Dims the keys of what would come to nothing.
    private mutating func lightKeys() {
        let agents = agents
        let pairs = RequestOutline.Method.allCases.map { ($0, rights.denial(of: $0, to: agents)) }
        let denials = Dictionary(pairs) { first, _ in first }.compactMapValues { $0 }
        guard denials != self.denials else { return }
        self.denials = denials
        dashboard.keyHelp = OperationKeys.help { command in
            command.method.flatMap { denials[$0] }.map { .denied(because: $0) } ?? .allowed
        }
    }
}

extension ReadFailure {
    /// Whether somebody was not let through: 401 or 403.
    fileprivate var isOfRights: Bool {
        switch self {
        case .accessDenied: true
        case .refused(let status, _): status == 401 || status == 403
        case .timedOut, .connectionRefused, .unreachable, .nameNotResolved, .closedWithoutAnswer, .cutShort, .tls,
            .withoutCredential, .httpStatus, .tooLarge, .tooManyRedirects, .html, .undecodable, .notADatabase:
            false
        }
    }
}
