/// The Kubernetes cluster around a simulated database cluster, as it is configured.
package struct KubernetesBlueprint: Hashable, Sendable {
    package var namespace: String
    /// The bearer token that the API server asks for; nil lets everybody in.
    package var token: String?
    /// How long a replacement takes from its creation to a running container, besides the end of its predecessor.
    package var startsWithin: Duration
    /// After which a node that is silent counts as lost; 40 s in a real cluster, shorter here so that a story is.
    package var nodeGrace: Duration
    /// `tolerationSeconds`: how long pods stay on a lost node before they are replaced; 300 s in a real cluster.
    package var toleration: Duration

    package init(
        namespace: String = "platform",
        token: String? = nil,
        startsWithin: Duration = .seconds(5),
        nodeGrace: Duration = .seconds(4),
        toleration: Duration = .seconds(30)
    ) {
        self.namespace = namespace
        self.token = token
        self.startsWithin = startsWithin
        self.nodeGrace = nodeGrace
        self.toleration = toleration
    }
}
