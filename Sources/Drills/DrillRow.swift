import ClusterModel
import Diagnosis

/// One row of the table, filled in.
package struct DrillRow: Equatable, Sendable {
    /// How a row came out.
    package enum Outcome: Equatable, Sendable {
        case passed
        case failed([String])
        /// Nothing was done, and why.
        case skipped(String)
    }

    /// How long writing was impossible by one means.
    package struct Loss: Equatable, Sendable {
        package var means: String
        /// As long as it can have been.
        package var span: Duration

        package init(means: String, span: Duration) {
            self.means = means
            self.span = span
        }
    }

    package var step: DrillStep
    /// Whom it was done to.
    package var member: MemberName?
    /// How: a command, a request, or the user.
    package var method: String
    package var outcome: Outcome
    package var startedAt: Timestamp?
    /// Who leads afterwards.
    package var leader: MemberName?
    /// From the first sign to a new leader.
    package var takeover: Duration?
    package var losses: [Loss]
    /// From the member's start, or from its loss where it came back by itself, to streaming again.
    package var rejoin: Duration?
    /// Attempts to write that failed, and all of them; nil without a command that writes.
    package var writes: (failed: Int, all: Int)? { failedWrites.flatMap { failed in allWrites.map { (failed, $0) } } }
    var failedWrites: Int?
    var allWrites: Int?

    package init(step: DrillStep, member: MemberName?, method: String, outcome: Outcome) {
        self.step = step
        self.member = member
        self.method = method
        self.outcome = outcome
        losses = []
    }

    /// Whether it did not fail.
    package var isPassed: Bool { outcome == .passed }
}
