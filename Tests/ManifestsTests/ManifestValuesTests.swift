import Manifests
import Settings
import Testing

@Suite struct ManifestValuesTests {
    /// Values that are complete, but for what a test replaces in them.
    private func values(_ replacing: [String: String]) -> String {
        var lines = [
            "cluster": "orders", "database": "postgresql", "image": "pg:15", "members": "3", "store": "kubernetes",
            "storage": "{size: 20Gi}",
        ]
        lines.merge(replacing) { _, new in new }
        return lines.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\n" }.joined()
    }

    @Test(arguments: ["cluster", "database", "image", "members", "store", "storage"])
    func `a missing key is named with what to write`(key: String) throws {
        let text = values([:]).split(separator: "\n").filter { !$0.hasPrefix("\(key):") }.joined(separator: "\n")
        let error = try #require(throws: SettingsError.self) {
            try ManifestValuesDecoder.decode(text, file: "values.yaml")
        }
        #expect(
            error.path == key && error.message == "is missing" && error.suggestion?.contains(key) == true,
            "\(error)"
        )
    }

    @Test(arguments: [
        ("cluster", "Orders", "cluster"), ("cluster", "7up", "cluster"), ("cluster", "[a]", "cluster"),
        ("database", "mysql", "database"), ("image", "'pg 15'", "image"), ("image", "'-v'", "image"),
        ("members", "1", "members"), ("members", "100", "members"), ("members", "three", "members"),
        ("members", "99999999999999999999", "members"), ("members", "[db1, db1]", "members"),
        ("members", "[db1, {node: n}]", "members[1]"), ("members", "[db1, haproxy-service]", "members"),
        ("members", "[haproxy, other]", "members"), ("cluster", "haproxy", "cluster"),
        ("members", "{db1: n}", "members"),
        ("members", "[{name: a, node: n}, {name: b, node: n}]", "members"), ("members", "[db1, 'db 2']", "members[1]"),
        ("store", "consul", "store"), ("store", "{etcd: []}", "store.etcd"), ("store", "{zookeeper: [a]}", "store"),
        ("store", "{etcd: [10.0.0.1]}", "store.etcd[0]"),
        ("store", "{etcd: ['http://a:2379', 'https://b:2379']}", "store.etcd"),
        ("store", "{etcd: ['http://a b:2379']}", "store.etcd[0]"), ("store", "{etcd: ['http://a:0']}", "store.etcd[0]"),
        ("store", "{etcd: ['http://a:1'], secret: s}", "store.secret"),
        ("storage", "{}", "storage"), ("storage", "{size: 20GB}", "storage.size"),
        ("storage", "{size: -1}", "storage.size"),
        ("storage", "{host_path: data}", "storage.host_path"), ("storage", "{host_path: /}", "storage.host_path"),
        ("storage", "{host_path: /a/../b}", "storage.host_path"), ("storage", "{host_path: /a, size: 1Gi}", "storage"),
        ("replication", "semi", "replication"), ("namespace", "Kube", "namespace"),
        ("ports", "{database: 8008}", "ports"), ("ports", "{agent: 70000}", "ports.agent"),
        ("timing", "{ttl: 20}", "timing"), ("timing", "{ttl: 5}", "timing.ttl"),
        ("parameters", "{port: 5433}", "parameters.port"),
        ("parameters", "{replconninfo3: x}", "parameters.replconninfo3"),
        ("parameters", "{'a;b': x}", "parameters.a;b"), ("parameters", "{work_mem: [1]}", "parameters.work_mem"),
        ("parameters", "{max_connections: lots}", "parameters.max_connections"),
        ("parameters", "{max_connections: 20}", "parameters"),
        ("resources", "{cpu: 1, memory: 4Gi, memory_limit: 2G}", "resources.memory_limit"),
        ("resources", "{cpu: 1, memory: 1Gi, cpu_limit: 900m}", "resources.cpu_limit"),
        ("resources", "{cpu: 1}", "resources"), ("run_as", "0", "run_as"), ("monitors", "[10.0.0.0]", "monitors[0]"),
        ("monitors", "[10.0.0.0/33]", "monitors[0]"), ("monitors", "[10.0.0.0/+8]", "monitors[0]"),
        ("network_policy", "maybe", "network_policy"),
        ("proxy", "{replicas: 0}", "proxy.replicas"), ("proxy", "{service: Ingress}", "proxy.service"),
        ("proxy", "{write: 7000}", "proxy"), ("proxy", "{name_servers: [dns]}", "proxy.name_servers[0]"),
        ("proxy", "{name_servers: ['10.96.0.10:+53']}", "proxy.name_servers[0]"),
        ("proxy", "{node_selector: {a: 'b c'}}", "proxy.node_selector.a"),
        ("image_pull_policy", "Sometimes", "image_pull_policy"),
    ])
    func `a wrong value is told with its key and its line`(key: String, value: String, path: String) throws {
        let text = values([key: value])
        let error = try #require(throws: SettingsError.self, "\(text)") {
            try ManifestValuesDecoder.decode(text, file: "values.yaml")
        }
        let line = try #require(text.split(separator: "\n").firstIndex { $0.hasPrefix("\(key):") })
        #expect(error.path == path, "\(error)")
        #expect(error.line == line + 1 && error.column != nil, "\(error)")
    }

    @Test func `a mistyped key is told with the one that was meant`() throws {
        let error = try #require(throws: SettingsError.self) {
            try ManifestValuesDecoder.decode(values(["replicaton": "synchronous"]), file: "values.yaml")
        }
        #expect(error.suggestion == "did you mean 'replication'?" && error.line == 5, "\(error)")
    }

    @Test func `openGauss has at most eight standbys`() throws {
        let text = values(["database": "opengauss", "members": "10"])
        let error = try #require(throws: SettingsError.self) {
            try ManifestValuesDecoder.decode(text, file: "values.yaml")
        }
        #expect(error.path == "members" && error.suggestion == "opengauss has at most 9", "\(error)")
    }

    @Test(arguments: ["", "# nothing", "- a", "cluster", "{", "a: &x [*x]", "\u{0}"])
    func `what is no mapping of values is refused`(text: String) {
        #expect(throws: SettingsError.self) { try ManifestValuesDecoder.decode(text, file: "values.yaml") }
    }

    @Test(arguments: [("db1", "dbsrv1"), ("pg12", "pgsrv12"), ("left", "left"), ("pg-1", "pg-1")])
    func `a member's Service has a name of the guide's form where there is one`(name: String, service: String) throws {
        let text = values(["members": "[\(name), other]"])
        let stack = try ManifestValuesDecoder.decode(text, file: "values.yaml")
        #expect(stack.service(of: stack.members[0]) == service)
        #expect(stack.host(of: stack.members[0]) == "\(service).default.svc.cluster.local")
    }

    @Test(arguments: [
        "yes", "on", "null", "5432", "1.5", "1e3", "0x1F", "12:30:45", "2023-07-19", "~", "", " a", "a ", "- a", "a: b",
        "#a", "a #b", "*a", "&a", "!a", "@a", "%a", "a:", "it's", "[a]", "{a}", "a\tb",
    ])
    func `what a reader would take for something else is quoted`(text: String) throws {
        let yaml = try YAMLValue.mapping([]).yaml()
        #expect(yaml == "{}\n")
        let value: YAMLValue = ["key": .text(text)]
        let line = try value.yaml()
        #expect(line.hasPrefix("key: '") || line.hasPrefix("key: \""), "\(line)")
    }
}
