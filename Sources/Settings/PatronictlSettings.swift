/// What a `patronictl.yaml`, or a daemon's `patroni.yml`, tells about a cluster.
///
/// Patroni's own tool finds the agents in the store, and so do we; the file names none of them, except a daemon's its own.
package struct PatronictlSettings: Sendable, Equatable {
    package var file: String
    package var scope: String?
    package var namespace: String?
    /// The member whose daemon reads this file.
    package var name: String?
    package var access: AccessSettings
    /// URL of the agent whose daemon reads this file, from `restapi.connect_address` or `restapi.listen`.
    package var agent: String?
    package var store: Store?

    /// The distributed store that the cluster's state is kept in.
    package struct Store: Sendable, Equatable {
        /// The section's name: `etcd3`, `etcd`, `consul`, `zookeeper`, `exhibitor`, `kubernetes`, `raft`.
        package var kind: String
        /// `host:port` each; empty for stores other than etcd.
        package var hosts: [String]
        package var isTLS: Bool
        package var access: AccessSettings

        package init(
            kind: String,
            hosts: [String] = [],
            isTLS: Bool = false,
            access: AccessSettings = AccessSettings()
        ) {
            self.kind = kind
            self.hosts = hosts
            self.isTLS = isTLS
            self.access = access
        }
    }

    package init(
        file: String,
        scope: String? = nil,
        namespace: String? = nil,
        name: String? = nil,
        access: AccessSettings = AccessSettings(),
        agent: String? = nil,
        store: Store? = nil
    ) {
        self.file = file
        self.scope = scope
        self.namespace = namespace
        self.name = name
        self.access = access
        self.agent = agent
        self.store = store
    }

    /// The store's URLs, where it is one that can be read: etcd by its version 3.
    package var storeURLs: [String] {
        guard let store, store.kind == "etcd3" else { return [] }
        return store.hosts.map { "\(store.isTLS ? "https" : "http")://\($0)" }
    }

    /// Why this file alone is not enough to start from; nil when it names an agent, or a store and the cluster in it.
    package var missing: String? {
        guard agent == nil, storeURLs.isEmpty || scope == nil else { return nil }
        if !storeURLs.isEmpty {
            return "\(file) names its store but no scope; add scope: NAME, or give the URL of an agent besides: "
                + "nines http://HOST:8008"
        }
        let store = store.map { store in
            " names its store (\(([store.kind] + store.hosts).joined(separator: " "))), which cannot be read here, and"
        }
        return "\(file)\(store ?? "") names no agent; give the URL of one besides: nines http://HOST:8008"
    }
}
