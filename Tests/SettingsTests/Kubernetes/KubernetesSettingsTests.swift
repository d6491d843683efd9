import Endpoints
import Settings
import Testing

/// The section `kubernetes` of a named cluster.
@Suite struct KubernetesSettingsTests {
    private func cluster(_ section: String) throws -> ClusterSettings? {
        try SettingsDecoder.decode("clusters:\n- name: a\n  kubernetes: \(section)\n", file: "f").clusters.first
    }

    @Test func `a cluster may be found by its pods alone`() throws {
        let section = "{context: 'a:b/c', namespace: platform, selector: 'dev=gauss,x!=y', via: api-server, "
        let found = try cluster(section + "kubeconfig: /k, pod_members: {db1-0: db1}}")
        #expect(
            found?.kubernetes
                == KubernetesSettings(
                    kubeconfig: "/k",
                    context: "a:b/c",
                    namespace: "platform",
                    selector: "dev=gauss,x!=y",
                    way: .apiServer,
                    podMembers: ["db1-0": "db1"]
                )
        )
        #expect(try cluster("true")?.kubernetes == KubernetesSettings())
        #expect(try cluster("{}")?.kubernetes == KubernetesSettings())
    }

    @Test func `the command line goes over it`() {
        let settings = KubernetesSettings(context: "a", namespace: "n", selector: "s", podMembers: ["p": "m"])
        let overlaid = settings.overlaid(by: KubernetesSettings(namespace: "o", way: .direct))
        #expect(
            overlaid
                == KubernetesSettings(context: "a", namespace: "o", selector: "s", way: .direct, podMembers: ["p": "m"])
        )
    }

    @Test(arguments: [
        ("{nmespace: a}", "f:3:16: clusters[0].kubernetes: unknown key 'nmespace'; did you mean 'namespace'?"),
        (
            "{via: tunnel}",
            "f:3:21: clusters[0].kubernetes.via: is none of the ways; write one of: direct, api-server, auto"
        ),
        (
            "{namespace: A/B}",
            "f:3:27: clusters[0].kubernetes.namespace: 'A/B' is no name of a namespace: "
                + "small letters, digits and hyphens, 63 at most"
        ),
        ("[a]", "f:3:15: clusters[0].kubernetes: expected a mapping that says where the pods are, found a list"),
    ]) func `what is wrong with it is told`(section: String, text: String) {
        let error = #expect(throws: SettingsMistakes.self) { try cluster(section) }
        #expect(error?.description == text)
    }
}
