import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import Glibc
import NcursesTerminal
import Operations
import Reports
import Wording

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
        let consent = options.dryRun ? nil : try Consent.find(options)
        let opened = try options.sources.open(namesCluster: true)
        let cluster = opened.cluster
        if cluster.isReadOnly, !options.dryRun {
            throw Complaint.readOnly("this changes a cluster", cluster.rights)
        }
        let signals = try SignalQueue.open(SignalQueue.endings)
        let source = try cluster.source()
        let follower = ClusterFollower(cluster, source: source, signals: signals)
        let snapshot = follower.lookAfresh()
        if follower.isInterrupted { throw Complaint.notConfirmed("interrupted; nothing was sent.") }
        guard snapshot.isListedOrReported else { throw Complaint.preflight(snapshot.silence) }
        let writer = Self.writer(cluster, source)
        var known = cluster.plannerOptions
        if let writer { known.rights = follower.review(through: writer, for: snapshot) }
        let planner = Planner(known)
        let plan = planner.plan(try make(snapshot, planner), for: snapshot)
        try checkNames(of: plan, in: snapshot)
        guard let consent else {
            return try finish(plan, plan.isAllowed ? .planned : .refusedByPreflight(plan.refusals))
        }
        for line in PlanText.lines(plan) { StandardError.write("\(line)\n") }
        guard plan.isAllowed else { return try finish(plan, .refusedByPreflight(plan.refusals)) }
        let word = try typedWord(consent, plan, signals)
        let fresh = follower.lookAfresh()
        // An interrupted look ends early, and what it has not seen speaks against nothing.
        if follower.isInterrupted { throw Complaint.notConfirmed("interrupted; nothing was sent.") }
        let confirmed: ConfirmedPlan
        do {
            confirmed = try confirm(plan, consent, word, fresh: planner.plan(plan.operation, for: fresh))
        } catch {
            return try finish(plan, error.result(leader: fresh.listedLeader?.name))
        }
        guard let writer else { throw Complaint.readOnly("this changes a cluster", cluster.rights) }
        let course = OperationCourse(
            confirmed,
            before: fresh,
            follower: follower,
            writer: writer,
            auditor: try Auditor.open(syslog: cluster.syslogSocket),
            limit: options.timeout.map { .milliseconds(Int64($0 * 1000)) }
        )
        let result = try course.run()
        try finish(confirmed.plan, result, course.progress, incident: course.incident)
    }

    /// Something that sends; nil where this session may only watch.
    private static func writer(_ cluster: OpenedCluster, _ source: LiveSource) -> CurlWriter? {
        switch Session.open(cluster.rights) {
        case .readOnly: nil
        case .readWrite(let authority): source.writer(authority, agents: cluster.agentAccess)
        }
    }

    /// What the command line calls the cluster and its leader must be what they are.
    private func checkNames(of plan: Plan, in snapshot: ClusterSnapshot) throws {
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

extension ClusterSnapshot {
    /// Why nothing is known, agent by agent.
    fileprivate var silence: String {
        let reasons = agents.compactMap { agent in agent.report.failure.map { "\(agent.address): \($0.reason)" } }
        return "no agent answers. \(reasons.joined(separator: "; "))"
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
        checks.filter { $0.severity == .refuses }.map(\.text.english).joined(separator: "; ")
    }
}

extension Unconfirmed {
    fileprivate func result(leader: MemberName?) -> OperationResult {
        let text = sentence(leader: leader).english
        return switch self {
        case .wrongWord, .worldChanged: .notConfirmed(text)
        case .refused: .refusedByPreflight(text)
        }
    }
}

extension OpenedCluster {
    /// What the planner is to know beside the cluster itself.
    var plannerOptions: PlannerOptions {
        let reason: Phrase? =
            switch rights {
            case .watch(let because): because
            case .operate: nil
            }
        return PlannerOptions(
            isProduction: isProduction,
            label: plan.name ?? label,
            agentsNeedCredentials: agentAccess.credentials != nil,
            readOnlyBecause: reason
        )
    }
}
