import ClusterModel
import Wording

/// A plan that waits for its word: nothing but the exact name, against a world that is still the same, confirms it.
package struct Confirmation: Sendable {
    package let plan: Plan

    package init(_ plan: Plan) {
        self.plan = plan
    }

    /// Confirms by the typed name.
    ///
    /// - Parameter fresh: the same operation planned again from the latest look; a different leader or a new refusal aborts.
    package func confirm(typed: String, fresh: Plan) throws(Unconfirmed) -> ConfirmedPlan {
        // A cluster whose agents call it "" is not confirmed by typing nothing.
        guard !typed.isEmpty, typed == plan.confirmation else { throw .wrongWord(wanted: plan.confirmation) }
        return try confirmAgain(fresh)
    }

    /// Confirms for a command line that named the cluster and its leader, or said `--yes`.
    package func confirm(commandLine: CommandLineConsent, fresh: Plan) throws(Unconfirmed) -> ConfirmedPlan {
        switch commandLine {
        case .yes: break
        case .named(let cluster, let leader):
            guard cluster == fresh.cluster else { throw .wrongWord(wanted: fresh.cluster) }
            guard leader == fresh.leader else { throw .worldChanged }
        }
        return try confirmAgain(fresh)
    }

    private func confirmAgain(_ fresh: Plan) throws(Unconfirmed) -> ConfirmedPlan {
        guard fresh.operation == plan.operation, fresh.leader == plan.leader else { throw .worldChanged }
        if let refusal = fresh.checks.first(where: { $0.severity == .refuses }) { throw .refused(refusal.text) }
        guard fresh.requests == plan.requests, !plan.requests.isEmpty else { throw .worldChanged }
        return ConfirmedPlan(fresh)
    }
}

/// Why a plan was not confirmed; nothing was sent.
package enum Unconfirmed: Error, Equatable {
    case wrongWord(wanted: String)
    /// The leader, or an address, is another than when the plan was made.
    case worldChanged
    case refused(Phrase)

    /// Why nothing was sent.
    ///
    /// - Parameter leader: who leads now.
    package func sentence(leader: MemberName?) -> Phrase {
        switch self {
        case .wrongWord(let wanted): return "the name is \(wanted); nothing was sent"
        case .worldChanged:
            let leads: Phrase = leader.map { "\($0) leads now" } ?? "nobody leads now"
            return "the cluster has changed since the plan was made (\(leads)), so nothing was sent: look at it again"
        case .refused(let reason): return "nothing was sent: \(reason)"
        }
    }
}

/// That somebody meant it who is not at a keyboard.
package enum CommandLineConsent: Hashable, Sendable {
    /// `--yes`.
    case yes
    /// The cluster and its current leader were named, and both are right.
    case named(cluster: String, leader: MemberName)
}

/// A plan that was confirmed; there is no other way to make one.
package struct ConfirmedPlan: Equatable, Sendable {
    package let plan: Plan

    fileprivate init(_ plan: Plan) {
        self.plan = plan
    }
}
