/// Every rule, in the order in which they are listed.
package enum RuleCatalog {
    package static let all: [Rule] = [
        .noLeader, .twoPrimaries, .leadershipDisagreement, .dcsUnreachable, .agentUnreachable, .memberGone,
        .memberNotServing, .lagging, .lagUnknown, .noRouteToLeader, .writesMisrouted, .proxiesDisagree,
        .proxyUnreachable, .proxyRestarted, .serverUnmatched, .clientsGetNoDatabase, .maintenanceMode,
        .pendingRestart, .switchoverScheduled, .restartScheduled,
        .storeWithoutQuorum, .storeUnhealthy, .leaseNearlyOut, .lockAndListingDisagree,
    ]
}
