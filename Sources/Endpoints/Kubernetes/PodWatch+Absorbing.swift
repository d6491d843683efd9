import ClusterModel

extension PodWatch {
    /// Takes one reply over, whatever it holds.
    mutating func absorb(_ request: KubernetesRequest, _ reply: ReadReply) -> Change {
        guard request.server == plan.server else { return Change() }
        if reply.isFinal { inFlight.remove(request) }
        switch request.question {
        case .pods(let selection, let page):
            guard selection == plan.pods, page == reading?.page else { return Change() }
            return absorb(pods: page, of: request, reply)
        case .watchPods: return absorb(watch: request, reply)
        case .services:
            let result = reply.outcome.problems.flatMap { KubernetesDecoder.services($0, to: request.question) }
            absorb(services: result, at: reply.finishedAt)
        case .events(let pod, _):
            let result = reply.outcome.problems.flatMap { KubernetesDecoder.events($0, to: request.question) }
            notes.absorb(result, of: pod, at: reply.finishedAt)
        case .log: break
        }
        return Change()
    }

    private mutating func absorb(services result: Result<[Service], KubernetesProblem>, at now: Timestamp) {
        services = services.updated(with: result.mapError(\.failure), at: now)
        switch result {
        case .success: servicesDueAt = now + Self.servicesInterval
        case .failure(.busy(_, let pause)): servicesDueAt = now + max(pause, Self.backOff.longest)
        case .failure: servicesDueAt = now + Self.backOff.longest
        }
    }

    // MARK: - Reading everything

    private mutating func absorb(pods page: ListPage, of request: KubernetesRequest, _ reply: ReadReply) -> Change {
        let now = reply.finishedAt
        let result = reply.outcome.problems.flatMap { KubernetesDecoder.pods($0, to: request.question) }
        switch result {
        case .success(let read):
            admission.admit()
            let room = max(0, 2 * DecodingLimit.pods - (reading?.pods.count ?? 0))
            reading?.pods += read.pods.prefix(room)
            if let token = read.next, page != .whole, page != .after(token) {
                goOn(after: token, bytes: reply.outcome.bytes, at: now)
                return Change()
            }
            return finishReading(version: read.resourceVersion, at: now)
        case .failure(.expired) where page != .whole && page != .first:
            // Its remainder would be of another moment: what was added or deleted since could be missed for ever.
            reading = Reading(page: .whole)
            readingDueAt = now
        case .failure(let problem):
            reading = nil
            readingFailures += 1
            readingDueAt = now + pause(after: problem, failures: readingFailures, at: now)
            guard admission.isBelieved || !problem.isRefusal else { break }
            note(problem.failure, at: now)
        }
        return Change()
    }

    /// Asks for the next page, unless there is no end to them: a list that is not whole would say of pods that they are gone.
    private mutating func goOn(after token: String, bytes: Int, at now: Timestamp) {
        reading?.pages += 1
        reading?.bytes += bytes
        guard let read = reading, read.pages < Self.mostPages, read.bytes < Self.mostBytes else {
            reading = nil
            readingFailures += 1
            readingDueAt = now + Self.endlessPause
            return note(.undecodable(reason: "the list of pods has no end"), at: now)
        }
        reading?.page = .after(token)
        readingDueAt = now
    }

    private mutating func finishReading(version: String, at now: Timestamp) -> Change {
        let pods = reading?.pods ?? []
        reading = nil
        readingFailures = 0
        trouble = nil
        heardAt = now
        readingDueAt = readsInstead ? now + Self.unwatchedInterval : nil
        // A watch that began at this very version goes on; what it has told came after the reading.
        let isWatched = life != nil && watching?.question == .watchPods(plan.pods, from: version)
        if isWatched, life?.hasSpoken == true { return Change() }
        let changed = shelf.replace(with: pods, version: version, at: now)
        notes.hasten(changed, at: now)
        guard !isWatched else { return Change(pods: changed) }
        leaveWatch()
        if watchFailures == 0 { watchDueAt = now }
        return Change(pods: changed)
    }

    // MARK: - Watching

    /// The watch is no longer the one that counts; what still comes of it is let pass.
    private mutating func leaveWatch() {
        watching = nil
        life = nil
    }

    private mutating func absorb(watch request: KubernetesRequest, _ reply: ReadReply) -> Change {
        guard request == watching else { return Change() }
        let now = reply.finishedAt
        if reply.isFinal {
            end(reply.outcome, of: request, at: now)
            return Change()
        }
        guard case .success(let answer) = reply.outcome else { return Change() }
        let message = KubernetesDecoder.message(answer, to: request.question)
        if case .problem(let problem) = message {
            stop(because: problem, at: now)
            return Change()
        }
        open(at: now)
        return take(message, at: now)
    }

    private mutating func open(at now: Timestamp) {
        heardAt = now
        trouble = nil
        watchTrouble = nil
        admission.admit()
        guard life == nil else { return }
        life = WatchLife(openedAt: now)
        if readingDueAt != nil, reading == nil { readingDueAt = nil }
    }

    private mutating func take(_ message: KubernetesDecoder.Message, at now: Timestamp) -> Change {
        let changed: PodName?
        switch message {
        case .opened, .problem: return Change()
        case .bookmark(let version):
            shelf.advance(to: version)
            changed = nil
        case .changed(let pod): changed = shelf.put(pod, at: now) ? pod.id : nil
        case .deleted(let pod): changed = shelf.remove(pod) ? pod.id : nil
        }
        life?.hasSpoken = true
        watchFailures = 0
        expiries = 0
        guard let changed else { return Change() }
        notes.hasten([changed], at: now)
        return Change(pods: [changed])
    }

    /// The stream is over: in order, cut, or it never began.
    private mutating func end(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        of request: KubernetesRequest,
        at now: Timestamp
    ) {
        switch outcome {
        case .success(let answer) where answer.status != 200:
            stop(because: KubernetesProblem(answer, to: request.question), at: now)
        case .success:
            let life = life
            leaveWatch()
            trouble = trouble ?? Trouble(reason: .closedWithoutAnswer, since: now)
            guard let life, now - life.openedAt >= .seconds(1) else {
                // Who closes at once would be asked without end.
                watchFailures += 1
                watchDueAt = now + Self.backOff.pause(after: watchFailures)
                readFirst()
                return
            }
            watchDueAt = now
            // Before it ends a watch says how far it got; one that says nothing waits for a version that does not come, as when etcd was restored.
            if !life.hasSpoken { readingDueAt = now }
        case .failure(let reason): stop(because: .failure(reason), at: now)
        }
    }

    /// The watch came to nothing, or broke.
    private mutating func stop(because problem: KubernetesProblem, at now: Timestamp) {
        let wasStanding = life.map { now - $0.openedAt >= .seconds(1) } ?? false
        leaveWatch()
        watchFailures += 1
        let pause = pause(after: problem, failures: watchFailures, at: now)
        watchDueAt = wasStanding && watchFailures == 1 && !problem.isBusy ? now : now + pause
        switch problem {
        case .expired:
            expiries += 1
            readingDueAt = expiries == 1 ? now : now + Self.backOff.pause(after: expiries)
        case .forbidden where admission.isBelieved: watchFailures = max(watchFailures, Self.patientFailures)
        // What the line said is lost.
        case .failure(.undecodable): readingDueAt = watchDueAt
        // A refusal that is not believed yet is tried again as it was.
        case .unauthorized where admission.isBelieved: readFirst()
        case .unauthorized, .forbidden: break
        case .failure, .busy: readFirst()
        }
        guard admission.isBelieved || !problem.isRefusal else { return }
        watchTrouble = Trouble(reason: problem.failure, since: watchTrouble?.since ?? now)
        if !readsInstead { note(problem.failure, at: now) }
        readIfNoWatchStands(at: now)
    }

    /// Reads before the watch goes on, where that takes but a page.
    ///
    /// A server that lost its past, as one restored from a backup has, takes a version that it will only come to, and what happened until
    /// then is never told.
    private mutating func readFirst() {
        guard shelf.version != nil, shelf.pods.count <= KubernetesQuestion.pageSize else { return }
        readingDueAt = min(readingDueAt ?? watchDueAt, watchDueAt)
    }

    private mutating func readIfNoWatchStands(at now: Timestamp) {
        guard readsInstead, readingDueAt == nil, reading == nil else { return }
        readingDueAt = now
    }

    /// What is known may no longer be so, unless a watch stands.
    private mutating func note(_ reason: ReadFailure, at now: Timestamp) {
        guard life == nil else { return }
        trouble = Trouble(reason: reason, since: trouble?.since ?? now)
    }

    // MARK: - Patience

    private mutating func pause(after problem: KubernetesProblem, failures: Int, at now: Timestamp) -> Duration {
        switch problem {
        case .unauthorized, .forbidden:
            admission.refuse()
            return admission.isBelieved ? Self.deniedPause : Admission.firstPause
        case .busy(_, let pause):
            admission.close(until: now + pause)
            return pause
        case .expired, .failure: return Self.backOff.pause(after: failures)
        }
    }
}

extension Result where Success == ReadAnswer, Failure == ReadFailure {
    /// The same, with reasons as the API server's are told.
    fileprivate var problems: Result<ReadAnswer, KubernetesProblem> { mapError { .failure($0) } }

    fileprivate var bytes: Int { (try? get().body.count) ?? 0 }
}

extension KubernetesProblem {
    var isRefusal: Bool {
        switch self {
        case .unauthorized, .forbidden: true
        case .expired, .busy, .failure: false
        }
    }

    fileprivate var isBusy: Bool {
        switch self {
        case .busy: true
        case .expired, .unauthorized, .forbidden, .failure: false
        }
    }
}
