import ClusterModel
import CurlTransport
import Diagnosis
import Operations
import Reports
import Wording

/// A confirmed operation on its way from the command line: sends, follows, tells and writes down.
final class OperationCourse {
    private let follower: ClusterFollower
    private let writer: CurlWriter
    private let auditor: Auditor
    private let confirmed: ConfirmedPlan
    private let before: ClusterSnapshot
    private let limit: Duration?
    /// What it has come to so far; nil before it began.
    private(set) var progress: OperationRun?
    private var told: Set<Int> = []
    /// How long after the end it is waited for clients to be well again.
    private static let settling = Duration.seconds(60)

    /// - Parameter limit: how long to follow; as long as the operation's own run wants when nil.
    init(
        _ confirmed: ConfirmedPlan,
        before: ClusterSnapshot,
        follower: ClusterFollower,
        writer: CurlWriter,
        auditor: Auditor,
        limit: Duration?
    ) {
        self.confirmed = confirmed
        self.before = before
        self.follower = follower
        self.writer = writer
        self.auditor = auditor
        self.limit = limit
    }

    /// The loss of writing that it brought, if one was seen.
    var incident: Incident? {
        follower.log.incidents.last { $0.closedAt.map { $0 >= (progress?.startedAt ?? $0) } ?? true }
    }

    /// Writes the intent down, sends, and follows until it is decided.
    ///
    /// - Throws: a `Complaint` where the intent cannot be written down; nothing was sent then.
    func run() throws -> OperationResult {
        let start = SystemClock.now()
        var run = OperationRun(confirmed, before: before, at: start)
        let trail = auditor.trail(of: confirmed.plan, at: start)
        try auditor.write(trail.planned(at: start))
        follower.hurry()
        let end = limit.map { start + $0 }
        while true {
            try advance(&run, trail)
            tell(run)
            progress = run
            if let outcome = run.outcome {
                if let record = trail.finished(run) { auditor.note(record) }
                let result = OperationResult(outcome)
                settle(result)
                return result
            }
            let now = SystemClock.now()
            guard let departure = departure(at: now, end) else { continue }
            if let record = trail.left(run, because: departure, at: now) { auditor.note(record) }
            return .stillRunning(sentence(departure, run))
        }
    }

    /// Sends what is next and takes in what came.
    ///
    /// Where it cannot be written down that a request is about to leave, it does not leave.
    ///
    /// - Throws: a `Complaint` where that is the first one; after others the run has ended instead.
    private func advance(_ run: inout OperationRun, _ trail: AuditTrail) throws {
        if let step = run.nextStep, let request = writer.request(confirmed, step: step) {
            let now = SystemClock.now()
            do {
                if let record = trail.sent(step: step, at: now) { try auditor.write(record) }
            } catch let complaint as Complaint where !run.replies.isEmpty {
                return run.stop(because: Phrase(verbatim: complaint.text), at: now)
            }
            run.sending(at: now)
            writer.start(request)
        }
        follower.turn(until: SystemClock.now() + .milliseconds(250))
        for reply in writer.takeReplies() {
            run.absorb(reply)
            auditor.note(trail.answered(reply))
            StandardError.write("\(clock(run, reply.finishedAt))  \(reply.sentence(in: run.plan))\n")
            follower.lookAgain()
        }
        run.observe(follower.examined())
    }

    /// Why it is not followed any longer; nil while it is.
    private func departure(at now: Timestamp, _ end: Timestamp?) -> Departure? {
        if follower.isInterrupted { return .interrupted }
        return end.map { now >= $0 } == true ? .timeOver : nil
    }

    private func sentence(_ departure: Departure, _ run: OperationRun) -> String {
        let waiting = run.phases.first { $0.reachedAt == nil }.map { " (not yet: \($0.text))" } ?? ""
        return switch departure {
        case .interrupted: "interrupted; the operation goes on in the cluster\(waiting)"
        case .timeOver: "the time for following is over; the operation goes on in the cluster\(waiting)"
        }
    }

    /// Lets the loss of writing come to its end, so that it can be measured.
    private func settle(_ result: OperationResult) {
        guard case .done = result else { return }
        let end = SystemClock.now() + Self.settling
        while follower.log.open != nil, !follower.isInterrupted, SystemClock.now() < end {
            follower.turn(until: end)
            follower.examined()
        }
    }

    /// Tells phases as they are reached, each once.
    private func tell(_ run: OperationRun) {
        for (index, phase) in run.phases.enumerated() {
            guard let at = phase.reachedAt, told.insert(index).inserted else { continue }
            StandardError.write("\(clock(run, at))  ✔ \(phase.text)\n")
        }
    }

    private func clock(_ run: OperationRun, _ moment: Timestamp) -> String { (moment - run.startedAt).clock }
}

extension WriteReply {
    fileprivate func sentence(in plan: Plan) -> String {
        switch outcome {
        case .success(let answer):
            "answered \(answer.status)" + (plan.hidesAnswer(to: step) ? "" : " \(answer.text)")
        case .failure(let reason):
            mayHaveArrived
                ? "no answer: \(reason); what the cluster shows decides" : "not sent: \(reason)"
        }
    }
}
