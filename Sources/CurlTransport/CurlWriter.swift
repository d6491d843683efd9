import CCurl
import ClusterModel
import Endpoints
import Operations
import Wording

/// Sends what is no GET: a `MutatingRequest`, each once, and the `AccessReview`s that ask whether one would be let through.
///
/// It takes the authority to write and keeps it, so a read-only process cannot have one. It works on the multi handle of a reader, whose
/// `wait` is where the thread blocks; after each wait `takeReplies` and `takeReviews` give what came. What leads to a pod through the
/// reader's API server is sent with what that server wants.
package final class CurlWriter {
    private let authority: WriteAuthority
    private let reader: CurlReader
    private let agents: Access
    private let userAgent: String
    private let clock: () -> Timestamp
    private var transfers: [UnsafeMutableRawPointer: Sending] = [:]
    /// What has not left, because the credential for it is under way.
    private var waiting: [Sending] = []
    private var replies: [WriteReply] = []
    private var reviews: [AccessReply] = []
    /// How long something waits for a credential.
    private static let patience = Duration.seconds(10)

    /// What is under way.
    private enum Sending {
        case mutation(WriteTransfer)
        case review(ReviewTransfer)

        var easy: EasyHandle {
            switch self {
            case .mutation(let transfer): transfer.easy
            case .review(let transfer): transfer.easy
            }
        }

        var startedAt: Timestamp {
            switch self {
            case .mutation(let transfer): transfer.startedAt
            case .review(let transfer): transfer.startedAt
            }
        }
    }

    /// - Parameters:
    ///   - reader: the reader to share a wait with, and its way to the API server; one writer to a reader.
    ///   - agents: how Patroni's agents let us in, with the credentials that they want for writes.
    package init(
        authority: consuming WriteAuthority,
        beside reader: CurlReader,
        agents: Access,
        userAgent: String = "nines",
        clock: @escaping () -> Timestamp
    ) {
        self.authority = authority
        self.reader = reader
        self.agents = agents
        self.userAgent = userAgent
        self.clock = clock
        reader.guest = self
    }

    deinit {
        for pointer in transfers.keys { curl_multi_remove_handle(reader.multi, pointer) }
    }

    /// One of a confirmed plan's requests; nil where the plan has no such step.
    package func request(_ confirmed: ConfirmedPlan, step: Int) -> MutatingRequest? {
        MutatingRequest(confirmed, step: step, under: authority)
    }

    /// Sends the request; its reply comes with a later wait of the reader.
    package func start(_ request: MutatingRequest) {
        let now = clock()
        guard let easy = EasyHandle() else {
            return replies.append(Self.unsent(request, .unreachable(reason: "out of memory"), since: now, at: now))
        }
        begin(.mutation(WriteTransfer(request, startedAt: now, easy: easy)))
    }

    /// Asks the API server for a right; the reply comes with a later wait of the reader.
    package func review(_ right: ProxyRight) {
        let now = clock()
        guard let server = reader.kubernetes?.access.server, let easy = EasyHandle() else {
            return reviews.append(AccessReply(right, .unknown("no API server is known to ask"), at: now))
        }
        let review = AccessReview(of: right, at: server, under: authority)
        begin(.review(ReviewTransfer(review, host: server.host, startedAt: now, easy: easy)))
    }

    /// Whether no answer is awaited.
    package var isIdle: Bool { transfers.isEmpty && waiting.isEmpty }

    /// What came since the last call.
    package func takeReplies() -> [WriteReply] {
        defer { replies = [] }
        return replies
    }

    /// What the API server said of rights since the last call.
    package func takeReviews() -> [AccessReply] {
        defer { reviews = [] }
        return reviews
    }
}

// MARK: - Beginnings and ends

extension CurlWriter {
    /// Sends it by the way that it takes; what needs a credential that is under way waits for it.
    private func begin(_ sending: Sending) {
        guard let link = link(for: sending) else { return send(sending, by: .agent(agents)) }
        switch link.credential() {
        case .ready(let credential): send(sending, by: .apiServer(link.access, showing: credential))
        case .underWay: waiting.append(sending)
        case .missing(let reason): refuse(sending, .withoutCredential(reason: reason))
        }
    }

    /// What leads to the API server; nil for what goes to an agent's own address.
    private func link(for sending: Sending) -> KubernetesLink? {
        switch sending {
        case .review: return reader.kubernetes
        case .mutation(let transfer):
            var target = transfer.request.outline.agent
            target.path += transfer.request.outline.path
            return reader.kubernetes.flatMap { $0.access.isProxied(target) ? $0 : nil }
        }
    }

    private func send(_ sending: Sending, by way: SendingWay) {
        do {
            switch sending {
            case .mutation(let transfer): try transfer.prepare(by: way, userAgent: userAgent)
            case .review(let transfer): try transfer.prepare(by: way, userAgent: userAgent)
            }
        } catch {
            switch sending {
            case .mutation(let transfer): return refuse(sending, ReadFailure(error.code, of: transfer))
            case .review(let transfer): return refuse(sending, ReadFailure(error.code, of: transfer))
            }
        }
        let pointer = sending.easy.pointer
        transfers[pointer] = sending
        if curl_multi_add_handle(reader.multi, pointer) != CURLM_OK {
            transfers[pointer] = nil
            refuse(sending, .unreachable(reason: "libcurl did not take the request"))
        }
    }

    /// Nothing of it has left.
    private func refuse(_ sending: Sending, _ failure: ReadFailure) {
        let now = clock()
        switch sending {
        case .mutation(let transfer):
            replies.append(Self.unsent(transfer.request, failure, since: transfer.startedAt, at: now))
        case .review(let transfer): reviews.append(transfer.reply(.unknown("\(failure)"), at: now))
        }
    }

    private static func unsent(
        _ request: MutatingRequest,
        _ failure: ReadFailure,
        since: Timestamp,
        at now: Timestamp
    ) -> WriteReply {
        WriteReply(
            step: request.step,
            outcome: .failure(failure),
            startedAt: since,
            finishedAt: now,
            mayHaveArrived: false
        )
    }
}

extension CurlWriter: MultiGuest {
    var hasReplies: Bool { !replies.isEmpty || !reviews.isEmpty }

    var isWaiting: Bool { !waiting.isEmpty }

    func retryWaiting() {
        let waited = waiting
        waiting = []
        for sending in waited {
            if clock() - sending.startedAt < Self.patience {
                begin(sending)
            } else {
                refuse(sending, .withoutCredential(reason: "the credential plugin still runs"))
            }
        }
    }

    func conclude(_ pointer: UnsafeMutableRawPointer, _ result: CURLcode) {
        guard let sending = transfers[pointer] else { return }
        let now = clock()
        // Nothing is sent twice; what comes next is shown a better credential, where there is one.
        switch sending {
        case .mutation(let transfer):
            if transfer.isRefusedByAPIServer, let shown = transfer.shown { _ = reader.kubernetes?.replace(shown) }
            replies.append(transfer.reply(result, at: now))
        case .review(let transfer):
            if transfer.isRefusedByAPIServer, let shown = transfer.shown { _ = reader.kubernetes?.replace(shown) }
            reviews.append(transfer.reply(result, at: now))
        }
        curl_multi_remove_handle(reader.multi, pointer)
        transfers[pointer] = nil
    }

    func failEverything(because reason: String) {
        let now = clock()
        for (pointer, sending) in transfers {
            switch sending {
            case .mutation(let transfer):
                var reply = transfer.reply(CURLE_RECV_ERROR, at: now)
                reply.outcome = .failure(.unreachable(reason: reason))
                replies.append(reply)
            case .review(let transfer): reviews.append(transfer.reply(.unknown(Phrase(verbatim: reason)), at: now))
            }
            curl_multi_remove_handle(reader.multi, pointer)
        }
        transfers = [:]
    }
}
