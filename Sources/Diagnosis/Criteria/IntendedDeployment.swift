import ClusterModel

/// What a deployment was rendered from, as far as a running cluster can be compared with it.
package struct IntendedDeployment: Equatable, Sendable {
    /// When a commit is confirmed to the client.
    package enum Replication: String, Sendable, CaseIterable {
        case asynchronous, synchronous
        case strict = "synchronous-strict"
    }

    package var cluster: String
    package var isOpenGauss: Bool
    package var members: [MemberName]
    /// The proxies' server for each member.
    package var servers: [MemberName: String]
    package var replication: Replication
    package var ttlSeconds: Int
    package var loopWaitSeconds: Int
    package var retryTimeoutSeconds: Int
    /// Parameters of the database that Patroni distributes.
    package var parameters: [String: String]
    package var proxies: Int
    /// What each server of a proxy takes at most.
    package var sessionsPerServer: Int

    package init(
        cluster: String,
        isOpenGauss: Bool,
        members: [MemberName],
        servers: [MemberName: String],
        replication: Replication = .asynchronous,
        ttlSeconds: Int = 30,
        loopWaitSeconds: Int = 10,
        retryTimeoutSeconds: Int = 10,
        parameters: [String: String] = [:],
        proxies: Int = 2,
        sessionsPerServer: Int = 100
    ) {
        self.cluster = cluster
        self.isOpenGauss = isOpenGauss
        self.members = members
        self.servers = servers
        self.replication = replication
        self.ttlSeconds = ttlSeconds
        self.loopWaitSeconds = loopWaitSeconds
        self.retryTimeoutSeconds = retryTimeoutSeconds
        self.parameters = parameters
        self.proxies = proxies
        self.sessionsPerServer = sessionsPerServer
    }

    /// What `ExampleCluster` would have been rendered from.
    static func example(_ change: (inout IntendedDeployment) -> Void = { _ in }) -> IntendedDeployment {
        var intended = IntendedDeployment(
            cluster: "opengauss",
            isOpenGauss: false,
            members: ["db1", "db2", "db3"],
            servers: ["db1": "dbsrv1", "db2": "dbsrv2", "db3": "dbsrv3"]
        )
        change(&intended)
        return intended
    }
}
