import ClusterModel

extension StoreWatch {
    /// Takes one reply over, whatever it holds.
    mutating func absorb(_ request: StoreRequest, _ reply: ReadReply) -> Change {
        if reply.isFinal { inFlight.remove(request) }
        switch request.question {
        case .status:
            let result = reply.outcome.flatMap(StoreDecoder.status)
            if case .failure(.httpStatus(404)) = result,
                endpoints.speakOlder(request.endpoint, than: request.dialect, at: reply.finishedAt)
            {
                return Change()
            }
            endpoints.absorb(result, of: request.endpoint, reply)
        case .authenticate: absorb(login: request, reply)
        case .members:
            let result = reply.outcome.flatMap(StoreDecoder.members)
            guard settle(.members, request, result, every: Self.membersInterval, reply) else { break }
            members = members.updated(with: result, at: reply.finishedAt)
        case .lease:
            let result = reply.outcome.flatMap(StoreDecoder.lease)
            guard settle(.lease, request, result, every: Self.leaseInterval, reply) else { break }
            lease = lease.updated(with: result, at: reply.finishedAt)
        case .keys(let asked): return absorb(keysBelow: asked, request, reply)
        case .watch: return absorb(watch: request, reply)
        }
        return Change()
    }

    /// The transport keeps the token; a store without logins refuses one, and is then asked without.
    private mutating func absorb(login request: StoreRequest, _ reply: ReadReply) {
        let now = reply.finishedAt
        isTokenProven = false
        switch reply.outcome.flatMap(StoreDecoder.login) {
        case .success:
            needsLogin = false
            loggedInAt = now
            duties[.login] = now + Self.backOff.longest
        case .failure(.httpStatus(404))
        where endpoints.speakOlder(request.endpoint, than: request.dialect, at: now):
            duties[.login] = now
        case .failure(let reason) where reason.isRefusedLogin:
            duties[.login] = now + Self.backOff.longest
            keys = keys.updated(with: .failure(reason), at: now)
        case .failure(let reason):
            duties[.login] = now
            fail(request.endpoint, at: now)
            if endpoints.allFail { keys = keys.updated(with: .failure(reason), at: now) }
        }
    }

    /// Frees the duty and settles when it is due again; answers whether the result is one to keep.
    private mutating func settle<Value>(
        _ duty: StoreDuties.Duty,
        _ request: StoreRequest,
        _ result: Result<Value, ReadFailure>,
        every interval: Duration,
        _ reply: ReadReply
    ) -> Bool {
        let now = reply.finishedAt
        switch result {
        case .success:
            endpoints.succeed(request.endpoint)
            duties[duty] = max(min(reply.startedAt, now) + interval, now)
            // Other questions than for keys are answered to anybody.
            if duty == .keys { isTokenProven = true }
            return true
        case .failure(.httpStatus(404)):
            if endpoints.speakOlder(request.endpoint, than: request.dialect, at: now) {
                duties[duty] = now
                return false
            }
            fail(request.endpoint, at: now)
        case .failure(.accessDenied(status: 401)) where plan.needsLogin:
            duties[duty] = now
            return refuseToken(reply)
        case .failure(.accessDenied), .failure(.httpStatus(400)):
            duties[duty] = now + Self.backOff.longest
            return true
        case .failure:
            fail(request.endpoint, at: now)
        }
        duties[duty] = now
        // While another endpoint is left to ask, what was known is as good as before.
        return endpoints.allFail
    }

    /// Has the token renewed that an answer refused; answers whether that is a failure to tell.
    ///
    /// One that had been good has only run out, and what was asked with it besides is refused for the same reason, be it during the
    /// login or after it.
    private mutating func refuseToken(_ reply: ReadReply) -> Bool {
        if needsLogin { return false }
        if let loggedInAt, reply.startedAt < loggedInAt { return false }
        needsLogin = true
        let hasRunOut = isTokenProven
        isTokenProven = false
        return !hasRunOut
    }

    /// Goes on with the next endpoint, if there is another.
    private mutating func fail(_ address: WebAddress, at now: Timestamp) {
        let wasCurrent = endpoints.isCurrent(address)
        endpoints.fail(address, at: now)
        guard wasCurrent, !endpoints.isCurrent(address) else { return }
        leaveWatch()
        duties[.watch] = now
    }

    /// The watch is no longer the one that counts; what still comes of it is let pass.
    mutating func leaveWatch() {
        watching = nil
        isWatched = false
        isDeafSuspect = false
    }

    // MARK: - Keys

    private mutating func absorb(keysBelow asked: StorePrefix, _ request: StoreRequest, _ reply: ReadReply) -> Change {
        guard asked == prefix else { return Change() }
        let now = reply.finishedAt
        let result = reply.outcome.flatMap(StoreDecoder.range)
        let interval = isWatched ? Self.keysInterval : Self.unwatchedInterval
        let keeps = settle(.keys, request, result, every: interval, reply)
        switch result {
        case .failure(let reason):
            if keeps { keys = keys.updated(with: .failure(reason), at: now) }
            return Change()
        case .success(let range):
            if range.revision < ledger?.revision ?? 0, let learntAt = revisionLearntAt, reply.startedAt > learntAt {
                // Its past is gone, as after a restore from a backup: what the watch waits for never comes.
                ledger?.forget()
                leaveWatch()
            }
            let isNew = ledger?.replace(with: range) ?? false
            listenForDeafness(isNew, at: now)
            return take(at: now)
        }
    }

    /// A watch that has not told for a whole interval what a reading found is replaced.
    private mutating func listenForDeafness(_ isNew: Bool, at now: Timestamp) {
        guard isWatched else { return }
        if isDeafSuspect {
            leaveWatch()
            duties[.watch] = now
        } else {
            isDeafSuspect = isNew
        }
    }

    /// Makes what the ledger holds the present, and tells what that changes.
    private mutating func take(at now: Timestamp) -> Change {
        guard let report = ledger?.report else { return Change() }
        let before = keys.value
        keys = .current(report, at: now)
        revisionLearntAt = now
        if before == nil || before?.lock != report.lock { lockChangedAt = now }
        if report.lock?.lease != before?.lock?.lease { duties.hasten(.lease, at: now) }
        guard let before else { return Change() }
        var change = Change()
        change.lock = before.lock != report.lock
        let known = Dictionary(before.members.map { ($0.name, $0) }) { first, _ in first }
        for member in report.members where known[member.name].map({ !$0.resembles(member) }) ?? true {
            change.members.insert(member.name)
        }
        return change
    }

    // MARK: - Watch

    private mutating func absorb(watch request: StoreRequest, _ reply: ReadReply) -> Change {
        guard request == watching else { return Change() }
        let now = reply.finishedAt
        if reply.isFinal {
            end(reply, of: request)
            return Change()
        }
        switch reply.outcome.flatMap(StoreDecoder.message) {
        case .success(.created):
            isWatched = true
            endpoints.succeed(request.endpoint)
            duties[.keys] = max(duties[.keys], now + Self.keysInterval)
        case .success(.progress(let revision)):
            watchFailures = 0
            ledger?.progress(to: revision)
            revisionLearntAt = now
        case .success(.events(let events, let revision)):
            isDeafSuspect = false
            watchFailures = 0
            ledger?.apply(events, upTo: revision)
            return take(at: now)
        case .success(.compacted):
            // The reading gives a revision that is still there.
            duties[.keys] = now
            pause(at: now)
        case .success(.canceled(let reason)):
            if plan.needsLogin, ReadAnswer.asksForLogin(reason) { _ = refuseToken(reply) }
            duties[.keys] = now
            pause(at: now)
        case .failure:
            duties[.keys] = now
            pause(at: now)
        }
        return Change()
    }

    /// The stream is over: at once again after a silence, later after a failure.
    private mutating func end(_ reply: ReadReply, of request: StoreRequest) {
        let now = reply.finishedAt
        duties.hasten(.keys, at: now)
        switch reply.outcome {
        case .success(let answer) where answer.status == 404:
            if endpoints.speakOlder(request.endpoint, than: request.dialect, at: now) {
                leaveWatch()
                duties[.watch] = now
                return
            }
        case .success(let answer) where answer.status != 200:
            if case .failure(.accessDenied(status: 401)) = StoreDecoder.message(answer), plan.needsLogin {
                _ = refuseToken(reply)
            }
        case .failure(.timedOut(connected: true)) where isWatched:
            watchFailures = 0
            leaveWatch()
            duties[.watch] = now
            return
        case .success, .failure: break
        }
        pause(at: now)
    }

    private mutating func pause(at now: Timestamp) {
        leaveWatch()
        watchFailures += 1
        duties[.watch] = now + Self.backOff.pause(after: watchFailures)
    }
}

extension MemberKey {
    /// Nothing changed that its own agent would know more about.
    fileprivate func resembles(_ other: MemberKey) -> Bool {
        role == other.role && state == other.state && apiURL == other.apiURL
    }
}

extension ReadFailure {
    /// etcd knows logins, and this one is none.
    fileprivate var isRefusedLogin: Bool { self == StoreDecoder.wrongPassword }
}
