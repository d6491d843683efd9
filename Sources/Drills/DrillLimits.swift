/// How long a drill waits, and what it lets pass.
package struct DrillLimits: Sendable {
    /// For what somebody is to do, for writing to come back, and for the member to rejoin: each.
    package var deadline = Duration.seconds(300)
    /// How long the cluster is watched without a replica before that comes back; a proxy takes 9 s to notice (FACTS 2.5).
    package var replicaWatch = Duration.seconds(15)
    /// How long all must have been well before a row is over; an incident that begins sooner is the same one.
    package var calm = Duration.seconds(11)
    /// A loss of writing that is longer fails the row; any length passes when nil.
    package var longestOutage: Duration?

    package init() {}
}
