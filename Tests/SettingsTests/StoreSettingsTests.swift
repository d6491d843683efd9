import Settings
import Testing

struct StoreSettingsTests {
    @Test func `etcd of a cluster decodes with its access, namespace and scope`() throws {
        let text = """
            clusters:
              - name: orders
                etcd: [https://etcd1:2379, http://etcd2]
                etcd_access: {ca: /etc/ca.pem, username: root, password_file: /run/etcd}
                etcd_namespace: db
                scope: orders-1
            """
        let cluster = try #require(try SettingsDecoder.decode(text, file: "config.yaml").clusters.first)
        #expect(cluster.etcd == ["https://etcd1:2379", "http://etcd2"])
        #expect(cluster.etcdNamespace == "db" && cluster.scope == "orders-1" && cluster.agents.isEmpty)
        #expect(
            cluster.etcdAccess
                == AccessSettings(
                    certificateAuthorityFile: "/etc/ca.pem",
                    username: "root",
                    password: .file("/run/etcd")
                )
        )
    }

    @Test(arguments: [
        (
            "clusters: [{name: a, etcd: [h]}]",
            "config.yaml:1:29: clusters[0].etcd[0]: 'h' is no http or https URL; write [http://HOST:2379]"
        ),
        (
            "clusters: [{name: a, etcd: [\"http://u:secret@h\"]}]",
            "config.yaml:1:29: clusters[0].etcd[0]: a URL here must not hold a user or password; "
                + "write username and password_file in etcd_access"
        ),
        (
            "clusters: [{name: a, etcd: [\"http://h\"]}]",
            "config.yaml:1:12: clusters[0]: names etcd but not the cluster in it; "
                + "write scope: NAME as in patroni.yml, or agents: [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, agents: [\"http://h\"], etcd: h}]",
            "config.yaml:1:50: clusters[0].etcd: expected a list of URLs, found text; write [http://HOST:2379]"
        ),
    ]) func `a mistake is named with its place`(text: String, sentence: String) {
        let error = #expect(throws: SettingsMistakes.self) { try SettingsDecoder.decode(text, file: "config.yaml") }
        #expect(error?.description == sentence)
    }

    @Test func `patronictl's namespace and TLS go along`() throws {
        let text =
            "scope: orders\nnamespace: /db/\netcd3: {hosts: ['a:1', 'b:2'], protocol: https, username: root, password: x}"
        let settings = try PatronictlDecoder.decode(text, file: "patronictl.yaml", environment: [:])
        #expect(settings.storeURLs == ["https://a:1", "https://b:2"] && settings.namespace == "/db/")
        #expect(settings.store?.access.username == "root" && settings.missing == nil)
    }
}
