import ClusterModel
import Diagnosis
import Operations
import Wording

/// What a headless operation says with `--output json`: the stable schema `nines.operation/1`, documented in README.
///
/// Keys are only ever added; what is not known or did not happen is `null`.
package struct OperationReport: Encodable, Sendable {
    package let schema = "nines.operation/1"
    package let cluster: String
    package let operation: String
    package let kind: String
    package let plan: Plan
    /// `planned`, `done`, `refused-by-pre-flight`, `refused-by-patroni`, `still-running`, `failed` or `not-confirmed`.
    package let result: String
    package let exitCode: Int32
    package let text: String
    @Nullable package var startedAt: String?
    @Nullable package var endedAt: String?
    package let phases: [Phase]
    package let answers: [Answer]
    @Nullable package var outage: Outage?

    package struct Plan: Encodable, Sendable {
        package let madeAt: String
        package let allowed: Bool
        package let expected: Expected
        package let requests: [Request]
        package let checks: [Check]
        package let candidates: [Candidate]
        package let impact: [String]
        /// The word that confirms it on a terminal.
        package let confirmation: String
    }

    package struct Expected: Encodable, Sendable {
        /// `done`, `scheduled`, `refused` or `doubtful`.
        package let outcome: String
        @Nullable package var status: Int?
        @Nullable package var text: String?
    }

    package struct Request: Encodable, Sendable {
        package let method: String
        package let url: String
        @Nullable package var member: String?
        @Nullable package var body: String?
    }

    package struct Check: Encodable, Sendable {
        /// `passes`, `notes`, `warns` or `refuses`.
        package let severity: String
        package let text: String
    }

    package struct Candidate: Encodable, Sendable {
        package let member: String
        package let eligible: Bool
        package let checks: [Check]
    }

    package struct Phase: Encodable, Sendable {
        package let text: String
        @Nullable package var reachedMs: Int64?
    }

    package struct Answer: Encodable, Sendable {
        package let step: Int
        @Nullable package var status: Int?
        @Nullable package var text: String?
        @Nullable package var failure: String?
        package let mayHaveArrived: Bool
        package let latencyMs: Int64
    }

    /// How long writing was impossible by each means that saw it; null where it was not watched or saw nothing.
    package struct Outage: Encodable, Sendable {
        @Nullable package var agentsMs: Int64?
        @Nullable package var proxiesMs: Int64?
        @Nullable package var clientsMs: Int64?
    }
}

extension OperationReport {
    /// - Parameters:
    ///   - run: nil where nothing was sent.
    ///   - incident: the loss of writing that it brought, where there was one.
    package init(
        _ plan: Operations.Plan,
        result: OperationResult,
        run: OperationRun?,
        incident: Incident?,
        at now: Timestamp
    ) {
        cluster = plan.cluster
        operation = plan.operation.summary.english
        kind = plan.operation.kind.rawValue
        self.plan = Plan(plan)
        self.result = result.name
        exitCode = result.exitCode
        text = result.text
        phases = run.map { Phase.inOrderOfTime($0.phases.map(\.recorded), since: $0.startedAt) } ?? []
        answers = run?.replies.map { Answer($0, in: plan) } ?? []
        startedAt = run.map { CivilTime($0.startedAt).iso8601 }
        endedAt = run == nil ? nil : CivilTime(now).iso8601
        outage = incident.map { Outage($0, at: now) }
    }
}

extension OperationReport.Phase {
    /// What was reached as it was reached, then what was not, as planned: a proxy may follow before the old leader lets go.
    package static func inOrderOfTime(_ phases: [OperationPhase], since start: Timestamp) -> [OperationReport.Phase] {
        let told = phases.map { phase in
            Self(text: phase.text, reachedMs: phase.reachedAt.map { ($0 - start).inMilliseconds })
        }
        return told.enumerated().sorted { left, right in
            (left.element.reachedMs ?? .max, left.offset) < (right.element.reachedMs ?? .max, right.offset)
        }.map(\.element)
    }
}

extension OperationReport.Plan {
    fileprivate init(_ plan: Operations.Plan) {
        madeAt = CivilTime(plan.madeAt).iso8601
        allowed = plan.isAllowed
        expected = OperationReport.Expected(plan.prediction)
        requests = plan.requests.map {
            OperationReport.Request(
                method: $0.method.rawValue,
                url: $0.url,
                member: $0.member?.text,
                body: $0.bodyWithoutSecrets
            )
        }
        checks = plan.checks.map(OperationReport.Check.init)
        candidates = plan.candidates.map {
            OperationReport.Candidate(
                member: $0.member.text,
                eligible: $0.isEligible,
                checks: $0.checks.map(OperationReport.Check.init)
            )
        }
        impact = plan.impact.map(\.english)
        confirmation = plan.confirmation
    }
}

extension OperationReport.Expected {
    fileprivate init(_ prediction: Prediction) {
        switch prediction {
        case .done: self.init(outcome: "done", status: nil, text: nil)
        case .scheduled: self.init(outcome: "scheduled", status: 202, text: nil)
        case .refused(let status, let text): self.init(outcome: "refused", status: status, text: text)
        case .doubtful(let reason): self.init(outcome: "doubtful", status: nil, text: reason.english)
        }
    }
}

extension OperationReport.Check {
    fileprivate init(_ check: Operations.Check) {
        severity =
            switch check.severity {
            case .passes: "passes"
            case .notes: "notes"
            case .warns: "warns"
            case .refuses: "refuses"
            }
        text = check.text.english
    }
}

extension OperationReport.Answer {
    fileprivate init(_ reply: WriteReply, in plan: Operations.Plan) {
        step = reply.step
        mayHaveArrived = reply.mayHaveArrived
        latencyMs = (reply.finishedAt - reply.startedAt).inMilliseconds
        switch reply.outcome {
        case .success(let answer):
            status = answer.status
            text = plan.hidesAnswer(to: reply.step) ? nil : answer.text
        case .failure(let reason): failure = reason.description
        }
    }
}

extension OperationReport.Outage {
    fileprivate init(_ incident: Incident, at now: Timestamp) {
        func span(_ means: Means) -> Int64? { incident.outage(means)?.span(at: now).inMilliseconds }
        agentsMs = span(.agents)
        proxiesMs = span(.proxies)
        clientsMs = span(.clients)
    }
}
