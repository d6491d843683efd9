import ClusterModel
import Diagnosis
import Endpoints

/// Taking answers over, and looking at what they make of the cluster.
///
/// The answers of one round come within a few milliseconds, and a look costs several times what an answer does: so they are gathered
/// from the moment in which they are asked for, unless something is up.
extension Dashboard {
    /// Whether answers are gathered or about to be, so that a picture of them is worth waiting for.
    package var isGathering: Bool { lookBy != nil }

    mutating func absorb(_ reply: ReadReply) {
        live.now = reply.finishedAt
        if playback == nil { watch.absorb(reply) } else { watch.replay(reply) }
        unseen.append(reply)
        if mayWait(reply) { beginGathering() }
        if !mayWait(reply) || isLookDue { look() }
    }

    /// Waits for answers that are on their way, in calm times.
    mutating func beginGathering() {
        guard mayGather, watch.awaitsAnswers else { return }
        lookBy = lookBy ?? live.now + options.gathering
    }

    /// Looks at what came in time; when nothing did, there is nothing to look at.
    mutating func endGathering() {
        lookBy = nil
        if !unseen.isEmpty { look() }
    }

    private var mayGather: Bool {
        options.gathering > .zero && playback == nil && !isHurried && watch.pace == .calm
            && live.verdict.level != .critical
    }

    /// Only answers as expected, with others on their way.
    private func mayWait(_ reply: ReadReply) -> Bool {
        guard case .success = reply.outcome, reply.isFinal else { return false }
        return mayGather && watch.awaitsAnswers
    }

    /// Also when the clock was set back.
    var isLookDue: Bool {
        lookBy.map { live.now >= $0 || live.now < $0 - options.gathering } ?? false
    }

    /// Looks at the cluster as it is known now.
    mutating func look() {
        let seenAt = unseen.last?.finishedAt ?? live.now
        live.snapshot = watch.snapshot(at: seenAt)
        for reply in unseen { noteTrends(reply) }
        unseen = []
        lookBy = nil
        looks += 1
        let assessment = examination.examine(live.snapshot)
        live.verdict = assessment.verdict
        live.findings = assessment.findings
        for event in assessment.events { live.events.append(event) }
        log.observe(live.snapshot, assessment)
        live.incidents = log.incidents
        if screen == .overview { holdWidths() }
    }

    private mutating func noteTrends(_ reply: ReadReply) {
        let now = reply.finishedAt
        switch (reply.request, reply.outcome) {
        case (.agent(let address), .success): live.trends.note(latency: reply.latency, of: address, at: now)
        case (.proxyStatistics(let address), .success):
            if let proxy = live.snapshot.proxies.first(where: { watch.target(of: $0.address) == address }) {
                live.trends.note(proxy, at: now)
            }
        case (.listing, .success): live.trends.note(live.snapshot, at: now)
        case (.agent, _), (.listing, _), (.history, _), (.configuration, _), (.proxyStatistics, _), (.probe, _),
            (.heldConnection, _), (.store, _), (.kubernetes, _):
            break
        }
    }
}
