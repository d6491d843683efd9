import CCurl
import ClusterModel
import Endpoints
import Glibc

/// Reads what `ReadRequest` can name, many at a time, on the caller's thread.
///
/// It can send nothing but a GET without body, for a probe the eight bytes of an SSLRequest, and to etcd the questions of the closed
/// list in `StoreQuestion`. It belongs to one thread; `wait` is the only place where that thread blocks. Names are resolved on libcurl's
/// own threads.
package final class CurlReader {
    let multi: UnsafeMutableRawPointer
    private(set) var preparation: RequestPreparation
    private let clock: () -> Timestamp
    /// What is with libcurl, by easy handle.
    var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
    /// Requests to the API server that wait for something to show to it.
    var waiting: [CurlTransfer] = []
    private var connections = DatabaseConnections()
    /// Probes that knock again and again.
    private var knockings: [ReadRequest: Knocking] = [:]
    private var running: Set<ReadRequest> = []
    private var replies: [ReadReply] = []
    /// Whose transfers are on the same multi handle, so that one `wait` serves both; it keeps the reader, not the other way round.
    weak var guest: (any MultiGuest)?

    /// Done once for the process.
    ///
    /// SIGPIPE is ignored from then on: OpenSSL writes to sockets with plain `write`, and a peer
    /// that hangs up during a handshake would otherwise kill us (CURLOPT_NOSIGNAL(3)).
    private static let isInitialized: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return shim_global_init() == CURLE_OK
    }()

    /// - Parameters:
    ///   - agents: how Patroni's agents let us in; its credentials go to no other host than the request's.
    ///   - proxies: the same for HAProxy's statistics.
    ///   - store: the same for etcd.
    ///   - kubernetes: the API server and how it lets us in; what is read through it goes there and nowhere else.
    ///   - userAgent: the name and version to introduce ourselves with, `nines/1.0`.
    ///   - clock: the wall clock for the replies' times; deadlines do not depend on it.
    package init(
        agents: Access,
        proxies: Access,
        store: Access = Access(),
        kubernetes: KubernetesLink? = nil,
        userAgent: String = "nines",
        clock: @escaping () -> Timestamp
    ) throws(CurlStartFailure) {
        guard Self.isInitialized else { throw .initialization }
        guard shim_has_tls_and_threaded_resolver() != 0 else { throw .lacksFeatures }
        guard let multi = curl_multi_init() else { throw .initialization }
        self.multi = multi
        preparation = RequestPreparation(
            agents: agents,
            proxies: proxies,
            store: store,
            kubernetes: kubernetes,
            userAgent: userAgent
        )
        self.clock = clock
    }

    deinit {
        cancelAll()
        curl_multi_cleanup(multi)
    }

    /// Begins a request; its reply comes out of a later `wait`, after `deadline` at the latest.
    ///
    /// A stream gives a reply for each message and a final one when it ends; `deadline` is then the longest silence.
    ///
    /// A request equal to one that is still running is dropped: no agent is asked the same thing twice at a time.
    package func start(_ request: ReadRequest, deadline: Duration) {
        guard running.insert(request).inserted else { return }
        let milliseconds = Int(clamping: min(max(deadline.inMilliseconds, 1), 3_600_000))
        let startedAt = clock()
        guard let easy = EasyHandle() else {
            reply(to: request, startedAt: startedAt, .failure(.unreachable(reason: "out of memory")))
            return
        }
        let transfer = CurlTransfer(
            request: request,
            startedAt: startedAt,
            patience: .milliseconds(milliseconds),
            easy: easy
        )
        knockings[request] = Knocking(transfer, at: .now)
        begin(transfer)
    }

    var kubernetes: KubernetesLink? { preparation.kubernetes }

    /// Whether no request is under way.
    package var isIdle: Bool { running.isEmpty }

    /// Ends one request without a reply.
    package func cancel(_ request: ReadRequest) {
        guard running.remove(request) != nil else { return }
        closeAll(of: request)
        knockings[request] = nil
        waiting.removeAll { $0.request == request }
        replies.removeAll { $0.request == request }
    }

    /// Ends everything that runs without a reply, and forgets replies that nobody waited for.
    package func cancelAll() {
        for pointer in transfers.keys { close(pointer) }
        waiting = []
        knockings = [:]
        running = []
        replies = []
    }

    /// Blocks until a reply is there, here or with the writer beside it, one of `descriptors` can be read, or `timeout` is over, whichever comes first.
    ///
    /// A descriptor that is broken or hung up counts as readable: reading it tells its owner so.
    package func wait(atMost timeout: Duration, descriptors: [Int32]) -> Wakeup {
        let end = ContinuousClock.now + timeout
        while true {
            advance()
            let readable = Self.readable(among: descriptors)
            let now = ContinuousClock.now
            if !replies.isEmpty || guest?.hasReplies == true || !readable.isEmpty || now >= end {
                defer { replies = [] }
                return Wakeup(replies: replies, readable: readable)
            }
            var next = watched.reduce(end) { min($0, $1.deadline) }
            next = knockings.values.reduce(next) { min($0, $1.next ?? $0) }
            // A credential that is under way is made by another program, which gives no sign.
            if !waiting.isEmpty || guest?.isWaiting == true { next = min(next, now + .milliseconds(20)) }
            block(for: next - now, descriptors: descriptors)
        }
    }

    /// What ended a `wait`: both empty when only its time was over.
    package struct Wakeup {
        package var replies: [ReadReply]
        package var readable: [Int32]
    }
}

// MARK: - Making progress

extension CurlReader {
    /// Lets libcurl and the probes do whatever they can do without waiting.
    private func advance() {
        retryWaiting()
        var count: Int32 = 0
        let code = curl_multi_perform(multi, &count)
        if code != CURLM_OK { return failEverything(code) }
        streams.forEach(pass)
        var result = CURLE_OK
        while let pointer = shim_next_finished(multi, &result) {
            guard let transfer = transfers[pointer] else {
                guest?.conclude(pointer, result)
                continue
            }
            conclude(transfer, result)
        }
        let now = ContinuousClock.now
        for (request, knocking) in knockings where knocking.isDue(at: now) { knock(request, at: now) }
        for (pointer, greeting) in connections.greetings {
            // Another connection of the same probe may have been answered just before.
            guard connections.greetings[pointer] != nil, let outcome = greeting.outcome(now: now) else { continue }
            conclude(greeting, outcome)
        }
        for connection in connections.held.values {
            guard let outcome = connection.outcome(now: now) else { continue }
            finish(connection.transfer, outcome)
        }
        for transfer in streams where transfer.deadline <= now {
            finish(transfer, .failure(.timedOut(connected: transfer.isConnected)))
        }
    }

    /// Streams of lines; a held connection has a byte and an end.
    private var streams: [CurlTransfer] {
        transfers.values.filter { $0.request.isStream && !$0.request.isConnection }
    }

    /// Transfers whose deadline is ours to keep, not libcurl's.
    private var watched: [CurlTransfer] { connections.transfers + streams }

    /// Turns the messages that a stream has brought into replies.
    private func pass(on transfer: CurlTransfer) {
        for message in transfer.takeMessages() { pass(message, of: transfer) }
    }

    private func pass(_ message: ReadAnswer, of transfer: CurlTransfer) {
        replies.append(
            ReadReply(
                request: transfer.request,
                outcome: .success(message),
                startedAt: transfer.startedAt,
                finishedAt: clock(),
                isFinal: false
            )
        )
    }

    /// A GET is over when libcurl says so; a probe's connection only begins its second half.
    private func conclude(_ transfer: CurlTransfer, _ result: CURLcode) {
        guard transfer.request.isConnection, result == CURLE_OK else {
            let outcome = transfer.outcome(result)
            return isWorthAnotherTry(transfer, outcome) ? repeatOnce(transfer) : finish(transfer, outcome)
        }
        do {
            // The handle stays in the multi handle: taking it out would close a connection made by CURLOPT_CONNECT_ONLY.
            try connections.greet(over: transfer)
        } catch {
            finish(transfer, .failure(error))
        }
    }

    /// A probe ends with its byte; a connection that is to be held has only begun.
    private func conclude(_ greeting: DatabaseGreeting, _ outcome: Result<ReadAnswer, ReadFailure>) {
        let transfer = greeting.transfer
        guard transfer.request.isStream, case .success(let answer) = outcome else { return finish(transfer, outcome) }
        connections.hold(greeting)
        pass(answer, of: transfer)
    }

    /// Sleeps in `poll`, rounded up to a millisecond lest the last fraction be spent spinning.
    private func block(for span: Duration, descriptors: [Int32]) {
        let milliseconds = Int32(clamping: min(max(span.inMilliseconds, 0), 3_600_000) + 1)
        let sockets = connections.sockets + descriptors
        var waits = sockets.map { curl_waitfd(fd: $0, events: Int16(CURL_WAIT_POLLIN), revents: 0) }
        let code = curl_multi_poll(multi, &waits, UInt32(waits.count), milliseconds, nil)
        if code != CURLM_OK { failEverything(code) }
    }

    /// libcurl's `revents` leave out POLLHUP and POLLERR, which would be waited for in a busy loop; hence a look of our own.
    private static func readable(among descriptors: [Int32]) -> [Int32] {
        guard !descriptors.isEmpty else { return [] }
        var polls = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&polls, nfds_t(polls.count), 0) > 0 else { return [] }
        return polls.filter { $0.revents != 0 }.map(\.fd)
    }
}

// MARK: - Beginnings and ends

extension CurlReader {
    /// Hands a request to libcurl; one to the API server may have to wait until there is something to show to it.
    func begin(_ transfer: CurlTransfer) {
        if let link = preparation.link(for: transfer.request) {
            switch link.credential() {
            case .ready(let credential): transfer.shown = credential
            case .underWay: return waiting.append(transfer)
            case .missing(let reason): return reply(to: transfer, .failure(.withoutCredential(reason: reason)))
            }
        }
        let remaining = max(1, (transfer.deadline - .now).inMilliseconds)
        do {
            try preparation.prepare(transfer, milliseconds: Int(clamping: remaining))
        } catch {
            return reply(to: transfer, .failure(ReadFailure(error.code, of: transfer)))
        }
        transfers[transfer.easy.pointer] = transfer
        if curl_multi_add_handle(multi, transfer.easy.pointer) != CURLM_OK {
            finish(transfer, .failure(.unreachable(reason: "libcurl did not take the request")))
        }
    }

    /// Closes the transfer and keeps the reply for `wait`.
    private func finish(_ transfer: CurlTransfer, _ outcome: Result<ReadAnswer, ReadFailure>) {
        close(transfer.easy.pointer)
        if let knocking = knockings[transfer.request] { return settle(knocking, transfer, outcome) }
        reply(to: transfer, preparation.keepingToken(outcome, of: transfer.request))
    }

    /// One more connection of a probe that nobody has answered yet.
    private func knock(_ request: ReadRequest, at now: ContinuousClock.Instant) {
        guard let end = knockings[request]?.knock(at: now), let easy = EasyHandle() else { return }
        begin(CurlTransfer(request: request, startedAt: clock(), patience: end - now, easy: easy))
    }

    /// The first answer counts; a failure only when no other connection of the probe may still be answered.
    private func settle(_ knocking: Knocking, _ transfer: CurlTransfer, _ outcome: Result<ReadAnswer, ReadFailure>) {
        switch outcome {
        case .success:
            closeAll(of: transfer.request)
            knockings[transfer.request] = nil
            reply(to: transfer, outcome)
        case .failure:
            guard !transfers.values.contains(where: { $0.request == transfer.request }) else { return }
            knockings[transfer.request] = nil
            reply(to: transfer.request, startedAt: knocking.startedAt, outcome)
        }
    }

    /// Takes a transfer from libcurl, which closes its connection.
    private func close(_ pointer: UnsafeMutableRawPointer) {
        curl_multi_remove_handle(multi, pointer)
        connections.forget(pointer)
        transfers[pointer] = nil
    }

    private func closeAll(of request: ReadRequest) {
        for (pointer, transfer) in transfers where transfer.request == request { close(pointer) }
    }

    func reply(to transfer: CurlTransfer, _ outcome: Result<ReadAnswer, ReadFailure>) {
        reply(to: transfer.request, startedAt: transfer.startedAt, outcome)
    }

    private func reply(to request: ReadRequest, startedAt: Timestamp, _ outcome: Result<ReadAnswer, ReadFailure>) {
        running.remove(request)
        replies.append(ReadReply(request: request, outcome: outcome, startedAt: startedAt, finishedAt: clock()))
    }

    /// A multi handle that fails has nothing more to give: every request is answered, none is left hanging.
    private func failEverything(_ code: CURLMcode) {
        let reason = String(cString: curl_multi_strerror(code)).printable(limit: 128)
        for transfer in Array(transfers.values) { finish(transfer, .failure(.unreachable(reason: reason))) }
        guest?.failEverything(because: reason)
    }
}

extension ReadRequest {
    /// Whether it is a connection to a database port, which libcurl only opens.
    var isConnection: Bool {
        switch self {
        case .probe, .heldConnection: true
        case .listing, .agent, .history, .configuration, .proxyStatistics, .store, .kubernetes: false
        }
    }
}
