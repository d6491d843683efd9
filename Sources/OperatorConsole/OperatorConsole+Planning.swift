import ClusterModel
import Dashboard
import Diagnosis
import Operations

extension OperatorConsole {
    /// Opens the dialog for an operation, unless another one runs.
    mutating func open(_ draft: OperationDraft, from configuration: ConfigurationScreen? = nil) {
        if let running {
            dashboard.say("\(running.run.plan.operation.summary) is running: one operation at a time")
            return
        }
        var dialog = PlanDialog(draft)
        dialog.configuration = configuration
        remake(&dialog)
        layer = .dialog(dialog)
    }

    /// Makes the plan of the open dialog anew from the latest look, and what other layers show of it.
    mutating func renew() {
        switch layer {
        case .dialog(var dialog):
            remake(&dialog)
            layer = .dialog(dialog)
        case .configuration(var screen):
            screen.update(start: configurationAtStart, now: dashboard.snapshot.configuration.value)
            layer = .configuration(screen)
        case .none, .commandLine, .operations: break
        }
    }

    func remake(_ dialog: inout PlanDialog) {
        do {
            let operation = try operation(&dialog.draft)
            dialog.take(planner.plan(operation, for: dashboard.snapshot), problem: nil)
        } catch {
            dialog.take(dialog.plan.map(withoutRequests), problem: error.text)
        }
    }

    /// Candidates stay in sight while a field holds what is no time; what would be sent does not.
    private func withoutRequests(_ plan: Plan) -> Plan {
        var plan = plan
        plan.requests = []
        return plan
    }

    /// The operation of a draft; where nobody was chosen to take over, the planner's best is, and stays.
    private func operation(_ draft: inout OperationDraft) throws(OperationDraft.Problem) -> Operation {
        let snapshot = dashboard.snapshot
        let needsCandidate = draft.kind == .switchover || draft.kind == .failover
        if needsCandidate, draft.candidate == nil {
            draft.candidate = firstCandidate(draft)
        }
        return try draft.operation(on: snapshot, utcOffsetSeconds: dashboard.utcOffsetSeconds)
    }

    private func firstCandidate(_ draft: OperationDraft) -> MemberName? {
        let snapshot = dashboard.snapshot
        let leader = snapshot.listedLeader?.name
        let others = snapshot.members.filter { $0.name != leader && !$0.isGone }.map(\.name)
        guard let anybody = others.first else { return nil }
        var trial = draft
        trial.candidate = anybody
        guard let operation = try? trial.operation(on: snapshot, utcOffsetSeconds: dashboard.utcOffsetSeconds) else {
            return anybody
        }
        let candidates = planner.plan(operation, for: snapshot).candidates
        return (candidates.first { $0.isEligible } ?? candidates.first)?.member ?? anybody
    }

    /// The planner with what only the session knows: what runs, and what is going on.
    private var planner: Planner {
        var known = options.planner
        known.rights = rights
        known.running = running?.run.plan.operation.summary
        if let incident = dashboard.incidents.last, incident.isOpen {
            known.incident = "\(incident.headline), \(incident.length(at: dashboard.now).brief)"
        }
        return Planner(known)
    }

    // MARK: - Confirming

    /// The name was typed and the button pressed: everything is read again before anything leaves.
    mutating func confirm(_ dialog: PlanDialog) -> [Effect] {
        guard let plan = dialog.plan, dialog.isConfirmable, running == nil else { return [] }
        var dialog = dialog
        dialog.stage = .rechecking(since: dashboard.now)
        recheck = Recheck(plan, typed: dialog.name.text, at: dashboard.now)
        layer = .dialog(dialog)
        dashboard.isHurried = true
        return wrap(dashboard.askAgain())
    }

    /// Begins the operation once the world was read again, or goes back to the dialog with the reason.
    mutating func concludeRecheck() -> [Effect] {
        guard let recheck, case .dialog(var dialog) = layer else { return [] }
        let now = dashboard.now
        guard recheck.isComplete else {
            guard recheck.isOverdue(at: now) else { return [] }
            abort(&dialog, "the cluster could not be read again within 6 s, so nothing was sent")
            return []
        }
        do {
            let fresh = planner.plan(recheck.confirmation.plan.operation, for: dashboard.snapshot)
            let confirmed = try recheck.confirmation.confirm(typed: recheck.typed, fresh: fresh)
            let id = "\(CivilTime(now).iso8601)-\(options.process)"
            let trail = AuditTrail(id: id, origin: options.origin, plan: confirmed.plan)
            var following = Following(confirmed, trail: trail, before: dashboard.snapshot, at: now)
            let effects = following.begin(at: now)
            runs.append(following)
            layer = .none
            self.recheck = nil
            return effects
        } catch {
            abort(&dialog, error.sentence(leader: dashboard.snapshot.listedLeader?.name))
            return []
        }
    }

    private mutating func abort(_ dialog: inout PlanDialog, _ reason: String) {
        recheck = nil
        remake(&dialog)
        dialog.abort(because: reason)
        layer = .dialog(dialog)
    }
}

extension Unconfirmed {
    /// Why nothing was sent.
    func sentence(leader: MemberName?) -> String {
        switch self {
        case .wrongWord(let wanted): "the name is \(wanted); nothing was sent"
        case .worldChanged:
            "the cluster has changed meanwhile (\(leader.map { "\($0) leads now" } ?? "nobody leads now")); "
                + "nothing was sent. Look at the plan again"
        case .refused(let text): "nothing was sent: \(text)"
        }
    }
}
