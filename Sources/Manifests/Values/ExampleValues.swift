extension ManifestValues {
    /// Values to begin with, which describe each key; `nines manifests --example` prints them, and a test renders them.
    package static let example = """
        # What `nines manifests` renders the stack from. Required: cluster, database, image, members, store, storage.

        cluster: opengauss          # Patroni's scope; names what belongs to all members
        namespace: platform         # default: default
        database: opengauss         # or postgresql
        image: registry.example.com/patroni-opengauss:3.0.3
        members: 3                  # db1, db2, db3; or [pg-a, pg-b]; or items {name: db1, node: MACHINE}
        replication: asynchronous   # or synchronous (while there is a standby), or synchronous-strict (else wait)

        # Patroni's store: kubernetes, or etcd; the Secret holds ca.crt, tls.crt and tls.key for https.
        store:
          etcd: [https://10.0.0.1:2379, https://10.0.0.2:2379, https://10.0.0.3:2379]
          secret: etcd-client

        # A claim on a volume for each member, or {host_path: /data/opengauss}, a folder of the machine with one for each in it.
        storage: {size: 20Gi, class: fast}

        # Everything below may be left out.
        ports: {database: 5432, agent: 8008}
        parameters: {max_connections: 200}
        timing: {ttl: 30, loop_wait: 10, retry_timeout: 10}
        resources: {cpu: 1, memory: 2Gi, memory_limit: 2Gi}     # and cpu_limit
        secret: opengauss-credentials
        run_as: 70                  # the user's and the group's number; 999 for postgresql
        image_pull_policy: IfNotPresent
        image_pull_secrets: []
        cluster_domain: cluster.local
        network_policy: true
        monitors: [10.148.151.0/24] # networks that may read agents and statistics; pods labelled app=nines always may

        proxy:
          name: haproxy
          image: haproxy:2.8
          replicas: 2
          service: NodePort         # or ClusterIP, LoadBalancer
          write: 6000
          read: 6001
          stats: 7000
          max_connections: 100      # per member
          node_selector: {db-proxy: "true"}
          name_servers: []          # ADDRESS:PORT; empty takes the pod's own
          resources: {cpu: 100m, memory: 128Mi, memory_limit: 256Mi}

        """
}
