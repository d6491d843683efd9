import ClusterModel
import Dashboard
import Diagnosis
import Operations
import Wording

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
            dialog.take(nil, problem: error.text)
        }
    }

    /// The operation of a draft; where nobody was chosen to take over, the planner's best is, and stays.
    private func operation(_ draft: inout OperationDraft) throws(OperationDraft.Problem) -> Operation {
        let snapshot = dashboard.snapshot
        let needsCandidate = draft.kind == .switchover || draft.kind == .failover
        if needsCandidate, draft.candidate == nil {
            let candidates = candidates(for: draft.kind)
            draft.candidate = (candidates.first { $0.isEligible } ?? candidates.first)?.member
        }
        return try draft.operation(on: snapshot, utcOffsetSeconds: dashboard.utcOffsetSeconds)
    }

    /// Every member beside the leader, the best first; who cannot take over is there with the reason.
    func candidates(for kind: OperationKind) -> [Candidate] {
        let snapshot = dashboard.snapshot
        guard let anybody = snapshot.members.first(where: { $0.name != snapshot.listedLeader?.name })?.name else {
            return []
        }
        let draft = OperationDraft(kind, candidate: anybody)
        let operation = try? draft.operation(on: snapshot, utcOffsetSeconds: dashboard.utcOffsetSeconds)
        return operation.map { planner.plan($0, for: snapshot).candidates } ?? []
    }

    /// The planner with what only the session knows: what runs, and what is going on.
    private var planner: Planner {
        var known = options.planner
        known.rights = rights
        known.running = running?.run.plan.operation.summary
        if let incident = dashboard.incidents.last, incident.isOpen {
            known.incident = "\(incident.phrase), \(incident.length(at: dashboard.now).brief)"
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

    private mutating func abort(_ dialog: inout PlanDialog, _ reason: Phrase) {
        recheck = nil
        remake(&dialog)
        dialog.abort(because: reason)
        layer = .dialog(dialog)
    }
}
