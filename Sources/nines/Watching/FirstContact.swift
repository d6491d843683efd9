import ClusterModel
import Diagnosis

/// Tells those who follow a cluster without a screen that nobody answers, and once somebody does: events begin with what is known.
struct FirstContact {
    private enum State {
        case awaited
        /// It was said that nobody answers.
        case missed
        case made
    }

    private var state = State.awaited

    /// What is to be said now; a whole sentence, or nil.
    ///
    /// - Parameter isRoundComplete: whether all were asked once, and answered or failed.
    mutating func news(_ snapshot: ClusterSnapshot, _ verdict: Verdict, isRoundComplete: Bool) -> String? {
        switch state {
        case .made: return nil
        case .awaited:
            guard !snapshot.isListedOrReported else {
                state = .made
                return nil
            }
            guard isRoundComplete else { return nil }
            state = .missed
            return "\(snapshot.silence(verdict)); still trying."
        case .missed:
            guard snapshot.isListedOrReported else { return nil }
            state = .made
            let answering = snapshot.agents.first { $0.report.value != nil }?.address ?? snapshot.listingSource
            return "\(answering?.url ?? snapshot.displayName) answers now."
        }
    }
}
