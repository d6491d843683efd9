import ClusterModel
import Diagnosis
import Endpoints
import Recording
import Wording

/// What a recording amounts to: played through the same watch and examination as the dashboard's, and told at the end.
///
/// A pure value of bounded size: entries in, Markdown out.
package struct RecordingReport: Sendable {
    let header: RecordingHeader
    /// In which it is told.
    package var language = Language.english
    private var watch: ClusterWatch
    private var examination = Examination()
    private(set) var end: Timestamp
    private(set) var replies = 0
    private(set) var notes: [String] = []
    /// The first snapshot in which every source had answered or failed, and the last of all.
    private(set) var before: ClusterSnapshot?
    private(set) var after: ClusterSnapshot?
    private(set) var spans = BoundedList<VerdictSpan>(limit: 500)
    private(set) var totals = VerdictTotals()
    private var levelSince: (level: Verdict.Level, since: Timestamp)?
    private(set) var events = BoundedList<Event>(limit: 2000)
    private(set) var closed = BoundedList<FindingSpan>(limit: 500)
    private(set) var open: [Finding] = []
    private(set) var incidents = IncidentLog()
    private(set) var operations = BoundedList<OperationSpan>(limit: 500)
    private var verdict: (verdict: Verdict, from: Timestamp)?

    package init(_ header: RecordingHeader) {
        self.header = header
        end = header.startedAt
        watch = ClusterWatch(header.plan, at: header.startedAt)
    }

    /// Takes the next entry of the recording.
    package mutating func take(_ entry: RecordingEntry) {
        switch entry {
        case .reply(let reply): absorb(reply)
        case .note(let text, _): note(text)
        case .action(let action, let at):
            end = max(end, at)
            take(action)
        }
    }

    private mutating func take(_ action: OperatorAction) {
        let event = Event(action)
        events.append(event)
        incidents.note(event)
        guard !operations.update(where: { $0.isSame(as: action) }, { $0.take(action) }) else { return }
        operations.append(OperationSpan(action))
    }

    /// Adds a sentence to the end of the report.
    package mutating func note(_ text: String) {
        guard notes.count < 50 else { return }
        notes.append(text)
    }

    private mutating func absorb(_ reply: ReadReply) {
        replies += 1
        end = max(end, reply.finishedAt)
        // What is due goes out as it did then, so that the watch knows what is in flight.
        _ = watch.due(at: reply.finishedAt)
        watch.replay(reply)
        let snapshot = watch.snapshot(at: end)
        if before == nil, watch.isFirstRoundComplete { before = snapshot }
        after = snapshot
        let assessment = examination.examine(snapshot)
        incidents.observe(snapshot, assessment)
        for event in assessment.events { events.append(event) }
        follow(assessment.verdict)
        follow(assessment.findings)
    }

    private mutating func follow(_ next: Verdict) {
        if levelSince?.level != next.level {
            if let levelSince { totals.add(levelSince.level, end - levelSince.since) }
            levelSince = (next.level, end)
        }
        guard let verdict else {
            verdict = (next, end)
            return
        }
        guard verdict.verdict.situation != next.situation else { return }
        spans.append(VerdictSpan(verdict: verdict.verdict, from: verdict.from, to: end))
        self.verdict = (next, end)
    }

    private mutating func follow(_ found: [Finding]) {
        for gone in open where !found.contains(where: { $0.isSame(as: gone) }) {
            closed.append(FindingSpan(finding: gone, until: end))
        }
        open = found
    }

    /// All spans, the one that still ran at the end included.
    var allSpans: [VerdictSpan] {
        spans.kept + (verdict.map { [VerdictSpan(verdict: $0.verdict, from: $0.from, to: end)] } ?? [])
    }

    /// The totals, the level that still held at the end included.
    var allTotals: VerdictTotals {
        var all = totals
        if let levelSince { all.add(levelSince.level, end - levelSince.since) }
        return all
    }

    var allFindings: [FindingSpan] {
        (closed.kept + open.map { FindingSpan(finding: $0, until: nil) }).sorted {
            ($0.finding.since, $0.finding.rule, $0.finding.subject)
                < ($1.finding.since, $1.finding.rule, $1.finding.subject)
        }
    }
}

extension Finding {
    /// Another finding of the same rule about the same subject, in the same stretch of time.
    fileprivate func isSame(as other: Finding) -> Bool {
        rule == other.rule && subject == other.subject && since == other.since
    }
}

/// The first elements of something that may have too many, and how many were left out.
struct BoundedList<Element: Sendable>: Sendable {
    private(set) var kept: [Element] = []
    private(set) var leftOut = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ element: Element) {
        if kept.count < limit { kept.append(element) } else { leftOut += 1 }
    }

    /// Changes the last element that is meant; false where there is none.
    mutating func update(where isMeant: (Element) -> Bool, _ change: (inout Element) -> Void) -> Bool {
        guard let index = kept.lastIndex(where: isMeant) else { return false }
        change(&kept[index])
        return true
    }
}
