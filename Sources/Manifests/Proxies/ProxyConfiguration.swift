/// The `haproxy.cfg`: a port for writes that leads to the leader, one for reads that leads to the replicas, and the statistics.
struct ProxyConfiguration {
    let values: ManifestValues

    private var proxy: ProxyValues { values.proxy }

    var text: String {
        [
            global, resolvers, statistics,
            listener(
                values.cluster,
                "Writes: whoever holds the leader lock.",
                port: proxy.writePort,
                check: "/primary",
                balance: nil
            ),
            listener(
                "\(values.cluster)-read",
                "Reads: replicas that stream.",
                port: proxy.readPort,
                check: "/replica",
                balance: "leastconn"
            ),
        ].joined(separator: "\n")
    }

    /// The total must leave room for the statistics and the checks beside the servers' own limits.
    private var global: String {
        """
        global
            maxconn \(proxy.maxConnections * values.members.count + 100)
            log stdout format raw local0

        defaults
            log global
            mode tcp
            option tcplog
            option dontlognull
            retries 2
            timeout client 30m
            timeout connect 4s
            timeout server 30m
            timeout check 5s
            timeout queue 10s

        """
    }

    /// Without a name server of its own HAProxy asks those of the pod's resolv.conf, which Kubernetes keeps right.
    private var resolvers: String {
        let servers =
            proxy.nameServers.isEmpty
            ? "    parse-resolv-conf\n"
            : proxy.nameServers.enumerated().map { "    nameserver dns\($0 + 1) \($1)\n" }.joined()
        return """
            # Servers refer to this by `resolvers`; otherwise HAProxy keeps the addresses it found at its start.
            resolvers kube-dns
            \(servers)    accepted_payload_size 8192
                resolve_retries 3
                timeout resolve 1s
                timeout retry 1s
                hold other 30s
                hold refused 30s
                hold nx 30s
                hold timeout 30s
                hold valid 10s
                # A name stands for one pod, so what its answer no longer holds is gone; with 30s a new address waits that long.
                hold obsolete 1s

            """
    }

    private var statistics: String {
        """
        listen stats
            mode http
            bind *:\(proxy.statisticsPort)
            option httplog
            option dontlog-normal
            timeout client 30s
            timeout server 30s
            monitor-uri /healthz
            stats enable
            stats uri /
            stats show-legends
            stats show-node
            stats refresh 10s

        """
    }

    private func listener(_ name: String, _ comment: String, port: Int, check: String, balance: String?) -> String {
        let servers = values.members.map { member in
            "    server \(values.service(of: member)) \(values.host(of: member)):\(values.databasePort)"
                + " maxconn \(proxy.maxConnections) check port \(values.agentPort)"
                + " resolvers kube-dns init-addr none resolve-prefer ipv4\n"
        }
        return """
            # \(comment)
            listen \(name)
                bind *:\(port)
            \(balance.map { "    balance \($0)\n" } ?? "")    option httpchk OPTIONS \(check)
                http-check expect status 200
                default-server inter 3s fastinter 1s fall 3 rise 2 on-marked-down shutdown-sessions
            \(servers.joined())
            """
    }
}
