import Operations

/// What the composition root decided for a session that may change its cluster.
package struct ConsoleOptions: Sendable {
    /// What plans need to know besides the cluster.
    package var planner: PlannerOptions
    /// Who works here, for the audit file.
    package var origin: AuditOrigin
    /// The process's number, which makes the names of its operations unique.
    package var process: Int
    /// Where operations are recorded, for the screen that lists them; nil where they are kept for this session only.
    package var auditPath: String?

    package init(
        planner: PlannerOptions = PlannerOptions(),
        origin: AuditOrigin = AuditOrigin(user: "", host: ""),
        process: Int = 0,
        auditPath: String? = nil
    ) {
        self.planner = planner
        self.origin = origin
        self.process = process
        self.auditPath = auditPath
    }
}
