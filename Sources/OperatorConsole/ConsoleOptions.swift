import Operations

/// What the composition root decided for a session that may change its cluster.
package struct ConsoleOptions: Sendable {
    /// What plans need to know besides the cluster.
    package var planner: PlannerOptions
    /// Where operations are recorded, for the screen that lists them; nil where they are kept for this session only.
    package var auditPath: String?

    package init(planner: PlannerOptions = PlannerOptions(), auditPath: String? = nil) {
        self.planner = planner
        self.auditPath = auditPath
    }
}
