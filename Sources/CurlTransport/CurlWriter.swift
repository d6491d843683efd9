import CCurl
import ClusterModel
import Endpoints
import Operations

/// Sends what changes a cluster: nothing but a `MutatingRequest`, each once.
///
/// It takes the authority to write and keeps it, so a read-only process cannot have one. It works on the multi handle of a reader, whose
/// `wait` is where the thread blocks; after each wait `takeReplies` gives what came.
package final class CurlWriter {
    private let authority: WriteAuthority
    private let reader: CurlReader
    private let agents: Access
    private let userAgent: String
    private let clock: () -> Timestamp
    private var transfers: [UnsafeMutableRawPointer: WriteTransfer] = [:]
    private var replies: [WriteReply] = []

    /// - Parameters:
    ///   - reader: the reader to share a wait with; one writer to a reader.
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
            return refuse(request, .unreachable(reason: "out of memory"), at: now)
        }
        let transfer = WriteTransfer(request, startedAt: now, easy: easy)
        do {
            try transfer.prepare(access: agents, userAgent: userAgent)
        } catch {
            return refuse(request, ReadFailure(error.code, of: transfer), at: now)
        }
        transfers[easy.pointer] = transfer
        if curl_multi_add_handle(reader.multi, easy.pointer) != CURLM_OK {
            transfers[easy.pointer] = nil
            refuse(request, .unreachable(reason: "libcurl did not take the request"), at: now)
        }
    }

    /// Whether no answer is awaited.
    package var isIdle: Bool { transfers.isEmpty }

    /// What came since the last call.
    package func takeReplies() -> [WriteReply] {
        defer { replies = [] }
        return replies
    }

    private func refuse(_ request: MutatingRequest, _ failure: ReadFailure, at now: Timestamp) {
        replies.append(
            WriteReply(
                step: request.step,
                outcome: .failure(failure),
                startedAt: now,
                finishedAt: now,
                mayHaveArrived: false
            )
        )
    }
}

extension CurlWriter: MultiGuest {
    var hasReplies: Bool { !replies.isEmpty }

    func conclude(_ pointer: UnsafeMutableRawPointer, _ result: CURLcode) {
        guard let transfer = transfers[pointer] else { return }
        let reply = transfer.reply(result, at: clock())
        curl_multi_remove_handle(reader.multi, pointer)
        transfers[pointer] = nil
        replies.append(reply)
    }

    func failEverything(because reason: String) {
        for (pointer, transfer) in transfers {
            var reply = transfer.reply(CURLE_RECV_ERROR, at: clock())
            reply.outcome = .failure(.unreachable(reason: reason))
            curl_multi_remove_handle(reader.multi, pointer)
            replies.append(reply)
        }
        transfers = [:]
    }
}
