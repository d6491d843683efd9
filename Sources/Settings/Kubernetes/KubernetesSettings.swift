import Endpoints

/// What a configuration, or the command line, says of a cluster's Kubernetes; nil where it says nothing.
package struct KubernetesSettings: Sendable, Equatable {
    /// A kubeconfig to read instead of those that kubectl would.
    package var kubeconfig: String?
    package var context: String?
    package var namespace: String?
    /// A label selector, as kubectl's `-l` takes it.
    package var selector: String?
    package var way: PodWay?
    /// Pod name to member name, where nothing else tells.
    package var podMembers: [String: String]

    package init(
        kubeconfig: String? = nil,
        context: String? = nil,
        namespace: String? = nil,
        selector: String? = nil,
        way: PodWay? = nil,
        podMembers: [String: String] = [:]
    ) {
        self.kubeconfig = kubeconfig
        self.context = context
        self.namespace = namespace
        self.selector = selector
        self.way = way
        self.podMembers = podMembers
    }

    /// These settings with `other`'s over them.
    package func overlaid(by other: KubernetesSettings) -> KubernetesSettings {
        KubernetesSettings(
            kubeconfig: other.kubeconfig ?? kubeconfig,
            context: other.context ?? context,
            namespace: other.namespace ?? namespace,
            selector: other.selector ?? selector,
            way: other.way ?? way,
            podMembers: podMembers.merging(other.podMembers) { $1 }
        )
    }

    private static let keys = ["context", "namespace", "selector", "via", "kubeconfig", "pod_members"]

    /// Reads the section `kubernetes` of a cluster.
    static func decode(_ field: SettingsField) throws(SettingsError) -> KubernetesSettings {
        // `kubernetes: true` is enough where kubectl's own choices are right.
        if field.kind == "true or false", try field.truth() { return KubernetesSettings() }
        let fields = try field.fields("a mapping that says where the pods are", known: keys)
        var settings = KubernetesSettings(
            kubeconfig: try fields["kubeconfig"]?.text("the path of a kubeconfig"),
            context: try fields["context"]?.text("the name of a context"),
            selector: try fields["selector"]?.text("a label selector", suggestion: "write app=db")
        )
        if let namespace = fields["namespace"] { settings.namespace = try namespace.namespace() }
        if let via = fields["via"] {
            let known = PodWay.allCases.map(\.rawValue).joined(separator: ", ")
            guard let way = PodWay(rawValue: try via.text("a way", suggestion: "write one of: \(known)")) else {
                throw via.failure("is none of the ways", suggestion: "write one of: \(known)")
            }
            settings.way = way
        }
        if let members = fields["pod_members"] {
            for (pod, member) in try members.fields("a mapping of pod names to member names") {
                settings.podMembers[pod] = try member.text("a member's name")
            }
        }
        return settings
    }
}
