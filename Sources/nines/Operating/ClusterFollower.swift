import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import NcursesTerminal
import Operations

/// Watches a cluster without a screen, through an operation: what is known, what is found, which writing is lost.
final class ClusterFollower {
    private let plan: WatchPlan
    private let source: LiveSource
    private let signals: SignalQueue
    private var watch: ClusterWatch
    private var examination: Examination
    private(set) var log = IncidentLog()
    /// What was made of the last look.
    private(set) var assessment: Examination.Assessment?
    /// Done after every wait: what goes on beside the following.
    var beside: (() -> Void)?
    /// Somebody asked the program to end.
    private(set) var isInterrupted = false
    /// No look lasts longer, whatever hangs.
    private static let limit = Duration.seconds(15)

    init(_ cluster: OpenedCluster, source: LiveSource, signals: SignalQueue) {
        plan = cluster.plan
        self.source = source
        self.signals = signals
        watch = ClusterWatch(cluster.plan, at: SystemClock.now())
        examination = Examination(thresholds: cluster.thresholds)
    }

    /// Asks every source anew and gives what they say.
    func lookAfresh() -> ClusterSnapshot {
        source.cancelAll()
        watch = ClusterWatch(plan, at: SystemClock.now())
        let end = SystemClock.now() + Self.limit
        while !watch.isFirstRoundComplete, !isInterrupted, SystemClock.now() < end { turn(until: end) }
        return examined()
    }

    /// Sees from now on as often as an incident deserves.
    func hurry() {
        watch.pace = .urgent
    }

    /// Asks every source soon, whenever its turn would be: something has changed.
    func lookAgain() {
        watch.refresh(at: SystemClock.now())
    }

    /// Waits once, for answers, a signal or the time, and takes over what came.
    func turn(until end: Timestamp) {
        let now = SystemClock.now()
        for request in watch.due(at: now) { source.start(request, deadline: watch.deadline(of: request)) }
        let next = min(watch.nextDue ?? end, end)
        let wakeup = source.wait(atMost: next - now, descriptors: [signals.descriptor])
        for reply in wakeup.replies { watch.absorb(reply) }
        if wakeup.readable.contains(signals.descriptor) {
            isInterrupted = isInterrupted || signals.requests().contains(where: \.isEnd)
        }
        beside?()
    }

    /// Asks the API server for the rights that changes need, where agents are reached through it.
    func review(through writer: CurlWriter, for snapshot: ClusterSnapshot) -> ProxyRights {
        var rights = ProxyRights()
        let agents = snapshot.agents.map(\.address)
        let end = SystemClock.now() + Self.limit
        // What was answered no for every name is asked for the agents' own.
        while !isInterrupted, SystemClock.now() < end {
            let due = rights.takeDue(among: rights.needed(for: agents), at: SystemClock.now())
            for right in due { writer.review(right) }
            if rights.isSettled { break }
            turn(until: end)
            writer.takeReviews().forEach { rights.absorb($0) }
        }
        return rights
    }

    /// What is known now; what is found in it is remembered.
    @discardableResult
    func examined() -> ClusterSnapshot {
        let snapshot = watch.snapshot(at: SystemClock.now())
        let assessment = examination.examine(snapshot)
        log.observe(snapshot, assessment)
        self.assessment = assessment
        return snapshot
    }
}
