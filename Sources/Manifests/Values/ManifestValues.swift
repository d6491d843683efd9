/// What a user chooses of the stack; everything else follows from it.
package struct ManifestValues: Equatable, Sendable {
    /// The database under Patroni.
    package enum Database: String, CaseIterable, Sendable {
        case opengauss
        case postgresql
    }

    /// When a commit is confirmed to the client.
    package enum Replication: String, CaseIterable, Sendable {
        /// When the leader has written it: a failover may lose the last commits.
        case asynchronous
        /// When a standby has written it too, as long as there is one.
        case synchronous
        /// When a standby has written it too; without one, commits wait.
        case strict = "synchronous-strict"
    }

    /// Where Patroni keeps the leader lock.
    package enum Store: Equatable, Sendable {
        /// `hosts` are HOST:PORT; `secret` holds `ca.crt`, `tls.crt` and `tls.key`.
        case etcd(hosts: [String], isTLS: Bool, secret: String?)
        case kubernetes
    }

    /// Where a member's data are.
    package enum Storage: Equatable, Sendable {
        /// A folder of the machine; each member has one of its own name in it.
        case hostPath(String)
        /// A claim on a volume for each member.
        case claim(size: String, storageClass: String?)
    }

    /// One member of the cluster.
    package struct Member: Equatable, Sendable {
        package let name: String
        /// The machine it stays on; nil leaves it to the scheduler.
        package let node: String?

        package init(name: String, node: String? = nil) {
            self.name = name
            self.node = node
        }
    }

    /// What a container asks for, and what it may not exceed, in Kubernetes' quantities.
    package struct Resources: Equatable, Sendable {
        package var cpu: String
        package var memory: String
        package var cpuLimit: String?
        package var memoryLimit: String?
    }

    /// Patroni's intervals in seconds.
    package struct Timing: Equatable, Sendable {
        package var ttl = 30
        package var loopWait = 10
        package var retryTimeout = 10
    }

    package var cluster: String
    package var namespace = "default"
    package var database: Database
    package var image: String
    package var members: [Member]
    package var replication: Replication = .asynchronous
    package var store: Store
    package var storage: Storage
    package var databasePort = 5432
    package var agentPort = 8008
    /// Parameters of the database, in the order of their names.
    package var parameters: [String: String] = [:]
    package var timing = Timing()
    package var resources = Resources(cpu: "1", memory: "2Gi", memoryLimit: "2Gi")
    package var secret: String
    package var userID: Int
    package var imagePullPolicy = "IfNotPresent"
    package var imagePullSecrets: [String] = []
    package var clusterDomain = "cluster.local"
    package var hasNetworkPolicy = true
    /// Networks outside the cluster that may read agents and statistics.
    package var monitors: [String] = []
    package var proxy = ProxyValues()
}

/// What a user chooses of the proxies.
package struct ProxyValues: Equatable, Sendable {
    /// Where the proxies' Service can be reached.
    package enum ServiceType: String, CaseIterable, Sendable {
        case nodePort = "NodePort"
        case clusterIP = "ClusterIP"
        case loadBalancer = "LoadBalancer"
    }

    package var name = "haproxy"
    package var image = "haproxy:2.8"
    package var replicas = 2
    package var service: ServiceType = .nodePort
    package var writePort = 6000
    package var readPort = 6001
    package var statisticsPort = 7000
    package var maxConnections = 100
    package var nodeSelector: [String: String] = [:]
    /// Name servers as ADDRESS:PORT; empty takes those of the pod's resolv.conf.
    package var nameServers: [String] = []
    package var resources = ManifestValues.Resources(cpu: "100m", memory: "128Mi", memoryLimit: "256Mi")
}
