/// Every criterion, in the order in which they are told.
package enum CriterionCatalog {
    package static let all: [Criterion] = [
        .agentsAnswer, .oneLeader, .replicasFollow, .enoughMembers, .candidatesAllowed, .membersApart, .versionsEqual,
        .noPendingRestart, .noMaintenance, .watchdogArmed, .restProtected,
        .timing, .maximumLag, .synchronousReplication, .replicationLinks, .connectionLimits,
        .statisticsReadable, .severalProxies, .routeForEveryMember, .everyRouteChecked, .writesToLeaderOnly,
        .proxiesAgree, .sessionsEndWithServer, .resolversInEffect, .clientsServed,
        .storeRedundant, .leaseAsConfigured,
        .membersAsRendered, .databaseAsRendered, .timingAsRendered, .replicationAsRendered, .parametersAsRendered,
        .proxiesAsRendered,
    ]

    /// How each criterion that applies came out.
    package static func results(for candidature: Candidature) -> [CriterionResult] {
        all.compactMap { $0.result(for: candidature) }
    }
}
