import Manifests

/// Values that together use every choice there is.
struct ValueSet: Sendable, CustomStringConvertible {
    let name: String
    let text: String

    var description: String { name }

    func stack() throws -> ManifestStack {
        ManifestStack(try ManifestValuesDecoder.decode(text, file: "\(name).yaml"))
    }

    static let all = [guide, postgresql] + others

    /// The reference guide's own stack.
    static let guide = ValueSet(
        name: "guide",
        text: """
            cluster: opengauss
            namespace: platform
            database: opengauss
            image: patroni-opengauss:3.0.3
            image_pull_policy: Always
            members: 3
            store: {etcd: [http://10.148.151.130:2379]}
            storage: {host_path: /data/opengauss/}
            proxy:
              image: wirepo.td-tech.com/cnp/haproxy:2.7.3-ping
              node_selector: {db-proxy: "true"}
            """
    )

    /// PostgreSQL with Kubernetes as its store, everything else as it comes.
    static let postgresql = ValueSet(
        name: "postgresql",
        text: """
            cluster: orders
            database: postgresql
            image: registry.example.com/patroni-postgresql:15.8
            members: 3
            replication: synchronous
            store: kubernetes
            storage: {size: 20Gi}
            """
    )

    private static let others = [
        ValueSet(name: "example", text: ManifestValues.example),
        ValueSet(
            name: "two",
            text: """
                cluster: small
                namespace: shop
                database: postgresql
                image: patroni:1
                members: [left, right]
                replication: synchronous-strict
                store: {etcd: [https://etcd-0.etcd:2379, https://etcd-1.etcd:2379], secret: etcd-client}
                storage: {size: 1.5Ti, class: local.fast}
                timing: {ttl: 20, loop_wait: 5, retry_timeout: 5}
                network_policy: no
                proxy: {name: shop-proxy, replicas: 1, service: ClusterIP, max_connections: 500}
                """
        ),
        ValueSet(
            name: "nine",
            text: """
                cluster: large
                database: opengauss
                image: registry:5000/og@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                members: 9
                replication: synchronous-strict
                store: kubernetes
                storage: {host_path: /data/og}
                ports: {database: 26000, agent: 18008}
                parameters: {max_connections: 500, log_line_prefix: "%m it's $x ", work_mem: 64MB, empty: ""}
                cluster_domain: k8s.example.org
                monitors: [10.0.0.0/8, 192.168.0.0/16]
                proxy: {service: LoadBalancer, write: 15432, read: 15433, stats: 17000, name_servers: ["10.96.0.10:53"]}
                """
        ),
        ValueSet(
            name: "placed",
            text: """
                cluster: placed
                namespace: db
                database: opengauss
                image: og:3
                members:
                  - {name: db1, node: 10.148.151.130}
                  - {name: db2, node: 10.148.151.140}
                replication: synchronous
                store: {etcd: ["http://etcd:2379"]}
                storage: {size: 10Gi}
                resources: {cpu: 500m, memory: 1Gi, cpu_limit: 2, memory_limit: 4Gi}
                image_pull_secrets: [registry]
                run_as: 1000
                secret: placed.passwords
                """
        ),
        ValueSet(
            name: "many",
            text: """
                cluster: many
                database: postgresql
                image: pg:15
                members: 12
                store: kubernetes
                storage: {host_path: /srv/pg}
                parameters: {shared_buffers: 1GB, max_connections: 300, "auto_explain.log_min_duration": 1s}
                """
        ),
    ]
}
