/// Every rule, in the order in which they are listed.
package enum RuleCatalog {
    package static let all: [Rule] = [
        .noLeader, .twoPrimaries, .leadershipDisagreement, .dcsUnreachable, .agentUnreachable, .agentHung,
        .databaseSilent, .memberGone, .memberNotServing, .replicaNotStreaming, .timelineBehind, .lagging, .lagRising,
        .lagUnknown, .replayBehind, .noSynchronousStandby, .noCandidate, .noRouteToLeader, .writesMisrouted,
        .splitRouting,
        .checkSeesAnotherHost, .proxyCannotReachMember, .staleAddress, .serverUnresolved, .serverInMaintenance,
        .noServerUp, .sessionsAtLimit, .proxiesDisagree, .proxyUnreachable, .proxyRestarted, .serverUnmatched,
        .clientsGetNoDatabase, .maintenanceMode, .pausedForLong, .leaderChangesOften, .historyOdd, .clockSkew,
        .versionsDiffer, .observationStale, .pendingRestart, .switchoverScheduled, .restartScheduled,
        .storeWithoutQuorum, .storeUnhealthy, .storeUnreadable, .leaseNearlyOut, .lockAndListingDisagree,
        .kubernetesUnreachable, .podCrashLoop, .podNotReady, .podRestarting, .memberWithoutPod, .podWithoutMember,
        .membersOnOneNode, .podAddressUnused, .severalClusters, .restOpen,
    ]
}
