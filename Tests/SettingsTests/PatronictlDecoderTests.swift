import Endpoints
import Settings
import Testing

@Suite struct PatronictlDecoderTests {
    private func decode(_ text: String, _ environment: [String: String] = [:]) throws -> PatronictlSettings {
        try PatronictlDecoder.decode(text, file: "patronictl.yaml", environment: environment)
    }

    @Test func `a patronictl file gives access and store, and says what it lacks`() throws {
        let settings = try decode(
            """
            scope: platform
            namespace: /service/
            etcd3:
              hosts: [10.0.0.1:2379, 10.0.0.2:2379]
              protocol: https
              cacert: /etcd-ca.pem
              username: root
              password: hunter2
            ctl:
              insecure: true
              cacert: /ca.pem
              certfile: /c.pem
              keyfile: /c.key
              keyfile_password: k
              authentication: {username: admin, password: "p:w"}
            """
        )
        #expect(settings.scope == "platform")
        #expect(settings.namespace == "/service/")
        #expect(
            settings.access
                == AccessSettings(
                    certificateAuthorityFile: "/ca.pem",
                    clientCertificateFile: "/c.pem",
                    clientKeyFile: "/c.key",
                    clientKeyPassword: .literal(Secret("k")),
                    isInsecure: true,
                    username: "admin",
                    password: .literal(Secret("p:w"))
                )
        )
        #expect(
            settings.store
                == .init(
                    kind: "etcd3",
                    hosts: ["10.0.0.1:2379", "10.0.0.2:2379"],
                    isTLS: true,
                    access: AccessSettings(
                        certificateAuthorityFile: "/etcd-ca.pem",
                        username: "root",
                        password: .literal(Secret("hunter2"))
                    )
                )
        )
        #expect(settings.agent == nil)
        #expect(settings.missing == nil, "the store names the agents")
        #expect(settings.storeURLs == ["https://10.0.0.1:2379", "https://10.0.0.2:2379"])
    }

    @Test func `a daemon's file names its own agent`() throws {
        let settings = try decode(
            """
            scope: platform
            name: db1
            restapi:
              listen: 0.0.0.0:8008
              connect_address: 10.0.0.1:8008
              certfile: /s.pem
              cafile: /ca.pem
              authentication: {username: a, password: b}
            postgresql: {parameters: {anything: [1, 2]}}
            """
        )
        #expect(settings.agent == "https://10.0.0.1:8008")
        #expect(settings.name == "db1")
        #expect(settings.access.certificateAuthorityFile == "/ca.pem")
        #expect(settings.access.username == "a")
        #expect(settings.missing == nil)
    }

    @Test(
        arguments: [
            ("restapi: {listen: '10.0.0.1:8008'}", "http://10.0.0.1:8008"), ("restapi: {listen: '*:8008'}", nil),
            ("restapi: {listen: '0.0.0.0:8008'}", nil), ("restapi: {listen: '[::]:8008'}", nil), ("restapi: {}", nil),
        ] as [(String, String?)]
    ) func `a listening address serves when it is one`(text: String, agent: String?) throws {
        #expect(try decode(text).agent == agent)
    }

    @Test(arguments: [
        ("etcd: {host: 'h:2379'}", "etcd", ["h:2379"]), ("etcd3: {hosts: 'a:1, b:2'}", "etcd3", ["a:1", "b:2"]),
        ("etcd: {url: 'https://u:p@h:2379/x'}", "etcd", ["h:2379"]), ("consul: {host: 'h:8500'}", "consul", []),
        ("kubernetes: {labels: {a: b}}", "kubernetes", []),
    ]) func `a store is written in many ways`(text: String, kind: String, hosts: [String]) throws {
        let store = try decode(text).store
        #expect(store?.kind == kind)
        #expect(store?.hosts == hosts)
    }

    @Test func `the older auth is split at its first colon`() throws {
        let access = try decode("ctl: {auth: 'user:pass:word'}").access
        #expect(access.username == "user")
        #expect(access.password == .literal(Secret("pass:word")))
    }

    @Test func `the environment overrules the file`() throws {
        let text = "scope: file\nctl: {insecure: true, cacert: /file.pem}\nrestapi: {connect_address: 'file:1'}"
        let settings = try decode(
            text,
            [
                "PATRONI_SCOPE": "env", "PATRONI_NAMESPACE": "/n", "PATRONI_CTL_INSECURE": "off",
                "PATRONI_CTL_CACERT": "/env.pem", "PATRONI_RESTAPI_CONNECT_ADDRESS": "env:2",
                "PATRONI_RESTAPI_USERNAME": "u", "PATRONI_RESTAPI_PASSWORD": "p",
                "PATRONI_ETCD3_HOSTS": "'a:1','b:2'", "PATRONI_NAME": "",
            ]
        )
        #expect(settings.scope == "env")
        #expect(settings.namespace == "/n")
        #expect(settings.name == nil)
        #expect(settings.access.certificateAuthorityFile == "/env.pem")
        #expect(!settings.access.isInsecure)
        #expect(settings.access.username == "u")
        #expect(settings.agent == "http://env:2")
        #expect(settings.store == .init(kind: "etcd3", hosts: ["a:1", "b:2"]))
    }

    @Test func `the environment alone is enough`() throws {
        let settings = try decode("", ["PATRONI_RESTAPI_CONNECT_ADDRESS": "h:8008"])
        #expect(settings.agent == "http://h:8008")
        #expect(
            try decode("").missing
                == "patronictl.yaml names no agent; give the URL of one besides: nines http://HOST:8008"
        )
    }

    @Test(arguments: [
        (
            "scope: orders\nconsul: {host: 'h:8500'}",
            "patronictl.yaml names its store (consul), which cannot be read here, and names no agent; "
                + "give the URL of one besides: nines http://HOST:8008"
        ),
        (
            "scope: orders\netcd: {host: 'h:2379'}",
            "patronictl.yaml names its store (etcd h:2379), which cannot be read here, and names no agent; "
                + "give the URL of one besides: nines http://HOST:8008"
        ),
        (
            "etcd3: {host: 'h:2379'}",
            "patronictl.yaml names its store but no scope; add scope: NAME, or give the URL of an agent besides: "
                + "nines http://HOST:8008"
        ),
    ]) func `what a file lacks is said`(text: String, sentence: String) throws {
        #expect(try decode(text).missing == sentence)
    }

    @Test func `a secret is not printed`() throws {
        let settings = try decode("ctl: {keyfile_password: hunter2, authentication: {username: u, password: hunter2}}")
        var dumped = ""
        dump(settings, to: &dumped)
        #expect(!dumped.contains("hunter2"))
        #expect(!"\(settings)".contains("hunter2"))
    }

    @Test(arguments: [
        ("ctl: []", "patronictl.yaml:1:6: ctl: expected a mapping, found a list"),
        ("ctl:\n  insecure: perhaps", "patronictl.yaml:2:13: ctl.insecure: expected true or false, found text"),
        ("scope: {}", "patronictl.yaml:1:8: scope: expected text, found a mapping"),
        ("ctl: {auth: secret}", "patronictl.yaml:1:13: ctl.auth: has no colon; write auth: 'USER:PASSWORD'"),
        ("etcd3: {hosts: {}}", "patronictl.yaml:1:16: etcd3.hosts: expected a list of HOST:PORT, found a mapping"),
        ("- x", "patronictl.yaml:1:1: expected a mapping of Patroni's settings, found a list"),
    ]) func `a wrong text is told where and why`(text: String, sentence: String) {
        #expect(#expect(throws: SettingsError.self) { try decode(text) }?.description == sentence)
    }

    @Test func `a wrong variable is named`() {
        let error = #expect(throws: SettingsError.self) { try decode("", ["PATRONI_CTL_INSECURE": "perhaps"]) }
        #expect(error?.description == "patronictl.yaml: PATRONI_CTL_INSECURE: expected true or false, found text")
    }
}
