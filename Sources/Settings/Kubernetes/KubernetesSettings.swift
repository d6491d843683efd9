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

    /// Reads the section `kubernetes` of a cluster; nil where there is none.
    static func decode(_ field: SettingsField?, _ mistakes: inout SettingsMistakes) -> KubernetesSettings? {
        guard let field else { return nil }
        // `kubernetes: true` is enough where kubectl's own choices are right.
        if field.kind == "true or false", (try? field.truth()) == true { return KubernetesSettings() }
        let fields = mistakes.fields(of: field, "a mapping that says where the pods are", known: keys)
        var settings = KubernetesSettings(
            kubeconfig: mistakes.text(of: fields["kubeconfig"], "the path of a kubeconfig"),
            context: mistakes.text(of: fields["context"], "the name of a context"),
            selector: mistakes.text(of: fields["selector"], "a label selector", suggestion: "write app=db")
        )
        settings.namespace =
            mistakes.value(of: fields["namespace"]) { field throws(SettingsError) in try field.namespace() } ?? nil
        settings.way = mistakes.value(of: fields["via"]) { field throws(SettingsError) in try way(field) }
        settings.podMembers = mistakes.memberNames(of: fields["pod_members"], "a mapping of pod names to member names")
        return settings
    }

    private static func way(_ field: SettingsField) throws(SettingsError) -> PodWay {
        let known = PodWay.allCases.map(\.rawValue).joined(separator: ", ")
        guard let way = PodWay(rawValue: try field.text("a way", suggestion: "write one of: \(known)")) else {
            throw field.failure("is none of the ways", suggestion: "write one of: \(known)")
        }
        return way
    }
}
