import ClusterModel
import Operations
import Wording

/// A plan as lines of text: what would be sent, what speaks against it, what it means for clients.
package enum PlanText {
    package static func lines(_ plan: Plan) -> [String] {
        var lines = ["\(plan.operation.summary) in \(plan.cluster)"]
        for request in plan.requests {
            lines.append("  sends    \(request.line)")
        }
        if plan.requests.isEmpty { lines.append("  sends    nothing") }
        lines += plan.checks.map { "  \($0.severity.symbol)        \($0.text)" }
        lines += plan.candidates.map(line)
        lines += plan.impact.map { "  clients  \($0)" }
        lines.append("  expected \(text(of: plan.prediction))")
        return lines
    }

    private static func line(_ candidate: Candidate) -> String {
        let worst = candidate.checks.filter { $0.severity >= .warns }
        let said = worst.isEmpty ? "could take over" : worst.map(\.text.english).joined(separator: "; ")
        return "  \(candidate.isEligible ? "candidate" : "no candidate:") \(candidate.member)  \(said)"
    }

    /// How it would end, as a few words.
    package static func text(of prediction: Prediction) -> String {
        switch prediction {
        case .done: "done"
        case .scheduled: "scheduled"
        case .refused(let status, let text): "refused by Patroni: \(status) \(text)"
        case .doubtful(let reason): "doubtful: \(reason)"
        }
    }
}
