import ClusterModel
import Diagnosis
import Endpoints

/// Taking answers over, and looking at what they make of the cluster.
///
/// The answers of one round come within a few milliseconds, and a look costs several times what an answer does: so they are gathered,
/// unless something is up.
extension Dashboard {
    /// Whether answers are gathered, so that a picture of them is worth waiting for.
    package var isGathering: Bool { lookBy != nil }

    mutating func absorb(_ reply: ReadReply) {
        live.now = reply.finishedAt
        if playback == nil { watch.absorb(reply) } else { watch.replay(reply) }
        unseen.append(reply)
        if mayWait(reply) { lookBy = lookBy ?? live.now + options.gathering }
        if !mayWait(reply) || isLookDue { look() }
    }

    /// Only answers as expected, in calm times, with others on their way.
    private func mayWait(_ reply: ReadReply) -> Bool {
        guard options.gathering > .zero, playback == nil, reply.isFinal, watch.awaitsAnswers else { return false }
        guard case .success = reply.outcome, !isHurried else { return false }
        return watch.pace == .calm && live.verdict.level != .critical
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
