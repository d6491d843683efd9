import ClusterModel

/// A member as its configuration describes it.
package struct MemberBlueprint: Sendable {
    package var name: MemberName
    /// The database's address as the listing shows it.
    package var host: String
    package var port: Int64
    /// Where the agent answers: scheme, host and port; the server replaces it by what it bound.
    package var agentURL: String
    /// What the proxies call this member.
    package var serverName: String
    package var tags: [JSON.Field]
    /// The Kubernetes node that its data is on; one of its own when nil.
    package var node: String?

    package init(
        name: MemberName,
        host: String,
        port: Int64 = 5432,
        agentURL: String? = nil,
        serverName: String? = nil,
        tags: [JSON.Field] = [],
        node: String? = nil
    ) {
        self.name = name
        self.host = host
        self.port = port
        self.agentURL = agentURL ?? "http://\(host):8008"
        self.serverName = serverName ?? name.text
        self.tags = tags
        self.node = node
    }

    func hasTag(_ key: String) -> Bool { tags.contains { $0.key == key && !$0.value.isFalsy } }
}
