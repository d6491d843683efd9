import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints

/// Looks at a cluster without a screen: asks every source once and tells what is the case.
struct Look {
    /// What one look saw.
    struct Seen {
        var snapshot: ClusterSnapshot
        var assessment: Examination.Assessment

        /// 0 ok, 1 warning, 2 critical, 3 unknown: the worst of verdict and findings.
        var exitCode: ExitCode {
            switch assessment.level {
            case .ok: .success
            case .warning: ExitCode(1)
            case .critical: ExitCode(2)
            case .unknown: ExitCode(3)
            }
        }
    }

    private let plan: WatchPlan
    private var examination: Examination
    private let source: LiveSource
    /// No look lasts longer, whatever hangs: every request has a deadline of its own below it.
    private static let limit = Duration.seconds(15)

    init(_ cluster: OpenedCluster, source: LiveSource) {
        plan = cluster.plan
        examination = Examination(thresholds: cluster.thresholds)
        self.source = source
    }

    /// Asks all there is to ask and waits for the answers.
    mutating func once() -> Seen {
        let seen = round()
        // Answers of different moments straddle every switchover: only a second look tells a split brain.
        return seen.snapshot.selfDeclaredLeaders.count > 1 ? round() : seen
    }

    /// Lets a moment pass before the next look.
    func pause(until end: Timestamp) {
        let stop = min(end, SystemClock.now() + .milliseconds(500))
        while SystemClock.now() < stop { _ = source.wait(atMost: stop - SystemClock.now(), descriptors: []) }
    }

    private mutating func round() -> Seen {
        source.cancelAll()
        var watch = ClusterWatch(plan, at: SystemClock.now())
        let end = SystemClock.now() + Self.limit
        while !watch.isFirstRoundComplete, SystemClock.now() < end {
            let now = SystemClock.now()
            for request in watch.due(at: now) { source.start(request, deadline: watch.deadline(of: request)) }
            let next = min(watch.nextDue ?? end, end)
            for reply in source.wait(atMost: next - now, descriptors: []).replies { watch.absorb(reply) }
        }
        let snapshot = watch.snapshot(at: SystemClock.now())
        return Seen(snapshot: snapshot, assessment: examination.examine(snapshot))
    }
}
