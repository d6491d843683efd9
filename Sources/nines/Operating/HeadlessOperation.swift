import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import NcursesTerminal
import Operations
import Reports

/// One operation from the command line: planned, confirmed, written down, sent, followed to its end.
///
/// The same planner, confirmation, run and audit file as from the keyboard. Progress goes to standard error, the result to standard output.
struct HeadlessOperation {
    let options: OperationOptions

    init(_ options: OperationOptions) {
        self.options = options
    }

    /// - Parameter make: the operation that is meant, from a first look at the cluster.
    /// - Throws: the exit code, always; see `OperationOptions.exitCodes`.
    func run(_ make: (ClusterSnapshot, Planner) throws -> Operation) throws {
        let choice = try options.sources.choose(namesCluster: true, for: options.dryRun ? nil : OperationOptions.deed)
        let consent = options.dryRun ? nil : try Consent.find(options)
        let session = try OperatingSession(choice.open().cluster)
        let plan = session.planner.plan(try make(session.snapshot, session.planner), for: session.snapshot)
        try checkNames(of: plan)
        guard let consent else {
            return try finish(plan, plan.isAllowed ? .planned : .refusedByPreflight(plan.refusals))
        }
        for line in PlanText.lines(plan) { StandardError.write("\(line)\n") }
        guard plan.isAllowed else { return try finish(plan, .refusedByPreflight(plan.refusals)) }
        let word = try typedWord(consent, plan, session.signals)
        let fresh = try session.look()
        let confirmed: ConfirmedPlan
        do {
            confirmed = try confirm(plan, consent, word, fresh: session.planner.plan(plan.operation, for: fresh))
        } catch {
            return try finish(plan, error.result)
        }
        let limit = options.timeout.map { Duration.milliseconds(Int64($0 * 1000)) }
        let course = try session.course(of: confirmed, before: fresh, limit: limit)
        let result = try course.run()
        try finish(confirmed.plan, result, course.progress, incident: course.incident)
    }

    /// What the command line calls the cluster and its leader must be what they are.
    private func checkNames(of plan: Plan) throws {
        if let cluster = options.sources.cluster, options.sources.givesSources, cluster != plan.cluster {
            throw Complaint.preflight("these agents are of cluster \(plan.cluster), not of \(cluster).")
        }
        if let leader = options.leader, MemberName(leader) != plan.leader {
            let now = plan.leader.map { "\($0) leads" } ?? "nobody leads"
            throw Complaint.preflight("\(now), not \(leader).")
        }
    }

    private func typedWord(_ consent: Consent, _ plan: Plan, _ signals: SignalQueue) throws -> String? {
        switch consent {
        case .given: return nil
        case .typed:
            guard let word = Consent.ask(for: plan.confirmation, signals: signals) else {
                throw Complaint.notConfirmed("interrupted; nothing was sent.")
            }
            return word
        }
    }

    private func confirm(
        _ plan: Plan,
        _ consent: Consent,
        _ word: String?,
        fresh: Plan
    ) throws(Unconfirmed) -> ConfirmedPlan {
        let confirmation = Confirmation(plan)
        switch consent {
        case .given(let consent): return try confirmation.confirm(commandLine: consent, fresh: fresh)
        case .typed: return try confirmation.confirm(typed: word ?? "", fresh: fresh)
        }
    }

    private func finish(
        _ plan: Plan,
        _ result: OperationResult,
        _ run: OperationRun? = nil,
        incident: Incident? = nil
    ) throws {
        let now = SystemClock.now()
        switch options.output {
        case .text:
            if options.dryRun { StandardOutput.write(PlanText.lines(plan).joined(separator: "\n") + "\n") }
            StandardOutput.write("\(plan.operation.summary): \(result.name)\n\(result.text)\n")
            if let incident { StandardOutput.write("\(incident.outageText(at: now))\(incident.caveat)\n") }
        case .json:
            let report = OperationReport(plan, result: result, run: run, incident: incident, at: now)
            StandardOutput.write(try ReportJSON.pretty(report) + "\n")
        }
        throw ExitCode(result.exitCode)
    }
}

extension Incident {
    /// What was out before anybody looked was out for longer.
    fileprivate var caveat: String {
        let isOlder = outages.contains { $0.gaps.contains { $0.lastGoodAt == nil } }
        return isOlder ? ", as far as it was watched; it had begun before" : ""
    }
}

extension Plan {
    /// Why it may not be sent, in one sentence.
    fileprivate var refusals: String {
        checks.filter { $0.severity == .refuses }.map(\.text).joined(separator: "; ")
    }
}

extension Unconfirmed {
    fileprivate var result: OperationResult {
        switch self {
        case .wrongWord(let wanted): .notConfirmed("that was not “\(wanted)”; nothing was sent.")
        case .worldChanged: .notConfirmed("the cluster has changed since the plan was made; nothing was sent.")
        case .refused(let reason): .refusedByPreflight(reason)
        }
    }
}
