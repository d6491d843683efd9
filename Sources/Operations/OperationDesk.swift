import ClusterModel

/// One cluster's operations: one at a time, and the last one stays to be looked at.
package struct OperationDesk: Sendable {
    /// The operation that runs, or the last one.
    package private(set) var run: OperationRun?

    package init() {}

    /// What runs now, in words; for `PlannerOptions.running` and whoever wants to quit.
    package var running: String? {
        guard let run, run.outcome == nil else { return nil }
        return run.plan.operation.summary
    }

    /// What to say before the program ends while an operation runs: Patroni goes on, but nobody follows.
    package var warningOnQuit: String? {
        running.map { "\($0) still runs: Patroni goes on with it, but nobody here follows it to its end" }
    }

    /// Takes up a confirmed plan.
    ///
    /// - Parameter before: the cluster as it was when the plan was confirmed.
    package mutating func start(_ confirmed: ConfirmedPlan, before: ClusterSnapshot, at now: Timestamp) throws(DeskBusy)
    {
        if let running { throw DeskBusy(running: running) }
        run = OperationRun(confirmed, before: before, at: now)
    }

    /// The request to send now; see `OperationRun.nextStep`.
    package var nextStep: Int? { run?.nextStep }

    /// Notes that the next request is on its way; call it right before sending.
    package mutating func sending(at now: Timestamp) { run?.sending(at: now) }

    package mutating func absorb(_ reply: WriteReply) { run?.absorb(reply) }

    package mutating func observe(_ snapshot: ClusterSnapshot) { run?.observe(snapshot) }
}

/// A second operation was refused while one runs.
package struct DeskBusy: Error, Hashable, CustomStringConvertible {
    /// What runs, in words.
    package let running: String

    package init(running: String) {
        self.running = running
    }

    package var description: String { "another operation runs on this cluster: \(running)" }
}
