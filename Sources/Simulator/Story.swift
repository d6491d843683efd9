/// Faults at set times after the start.
package struct Story: Hashable, Sendable {
    /// A fault and when it strikes.
    package struct Step: Hashable, Sendable {
        package var after: Duration
        package var fault: Fault

        package init(_ after: Duration, _ fault: Fault) {
            self.after = after
            self.fault = fault
        }
    }

    /// In the order of their times.
    package var steps: [Step]
    /// After which the story begins again; nil for once.
    package var period: Duration?

    package init(_ steps: [Step] = [], period: Duration? = nil) {
        self.steps = steps.sorted { $0.after < $1.after }
        self.period = period
    }
}
