import Settings
import Testing
import Wording

@Suite struct SettingsDecoderTests {
    @Test func `ways to call people decode, and the user's lie over the machine's`() throws {
        let text = """
            attention:
              bell: off
              notify: true
              hook: [notify-send, nines]
              hook_when_read_only: true
            """
        let settings = try SettingsDecoder.decode(text, file: "config.yaml")
        let wanted = AttentionSettings(
            bell: false,
            notify: true,
            hook: ["notify-send", "nines"],
            hookWhenReadOnly: true
        )
        #expect(settings.attention == wanted)
        let user = Settings(attention: AttentionSettings(bell: true))
        #expect(settings.overlaid(by: user).attention.bell == true)
        #expect(settings.overlaid(by: user).attention.hook == wanted.hook)
    }

    @Test(arguments: [
        "attention: {bel: true}", "attention: {hook: notify-send}", "attention: {hook: []}", "attention: on",
    ])
    func `a wrong way to call people is named with its place`(text: String) {
        #expect(throws: SettingsMistakes.self) { try SettingsDecoder.decode(text, file: "config.yaml") }
    }

    @Test func `a full configuration decodes`() throws {
        let text = """
            default_cluster: platform
            interval: 500ms
            theme: dark
            language: zh
            read_only: yes
            columns: [member, role]
            thresholds:
              lag_warning: 1MB
              lag_critical: 64 MB
              replay_warning: 2GB
            clusters:
              - name: platform
                label: Platform DB
                agents: ["http://10.0.0.1:8008", "https://[::1]:8008"]
                proxies: [http://10.0.0.9:7000/;csv]
                probes: ["10.0.0.9:6000", "[::1]:5432"]
                server_members: {dbsrv1: db1, "2": db2}
                read_only: true
                agent_access:
                  ca: /etc/ca.pem
                  cert: /etc/c.pem
                  key: /etc/c.key
                  key_password_environment: KEY_PASSWORD
                  username: admin
                  password_file: /run/secret
                proxy_access:
                  insecure: true
                  username: stats
                  password_command: [pass, show, haproxy]
            """
        let cluster = ClusterSettings(
            name: "platform",
            label: "Platform DB",
            agents: ["http://10.0.0.1:8008", "https://[::1]:8008"],
            proxies: ["http://10.0.0.9:7000/;csv"],
            probes: ["10.0.0.9:6000", "[::1]:5432"],
            serverMembers: ["dbsrv1": "db1", "2": "db2"],
            agentAccess: AccessSettings(
                certificateAuthorityFile: "/etc/ca.pem",
                clientCertificateFile: "/etc/c.pem",
                clientKeyFile: "/etc/c.key",
                clientKeyPassword: .environment("KEY_PASSWORD"),
                username: "admin",
                password: .file("/run/secret")
            ),
            proxyAccess: AccessSettings(
                isInsecure: true,
                username: "stats",
                password: .command(["pass", "show", "haproxy"])
            ),
            isReadOnly: true
        )
        var thresholds = Settings.Thresholds(lagWarningBytes: 1 << 20, lagCriticalBytes: 64 << 20)
        thresholds.replayWarningBytes = 2 << 30
        let expected = Settings(
            clusters: [cluster],
            defaultCluster: "platform",
            interval: .milliseconds(500),
            theme: "dark",
            language: .chinese,
            isReadOnly: true,
            columns: ["member", "role"],
            thresholds: thresholds
        )
        #expect(try SettingsDecoder.decode(text, file: "config.yaml") == expected)
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "~"]) func `an empty file has no settings`(text: String) throws {
        #expect(try SettingsDecoder.decode(text, file: "config.yaml") == Settings())
    }

    @Test func `a lock is read-only`() throws {
        let settings = try SettingsDecoder.decode("locked: true\nread_only: false", file: "config.yaml")
        #expect(settings.isReadOnly == true)
        #expect(settings.isReadOnlyLocked)
    }

    @Test func `anchors and merge keys share what clusters have in common`() throws {
        let text = """
            clusters:
              - name: a
                agents: [http://a:8008]
                agent_access: &shared {ca: /ca.pem, insecure: false}
              - name: b
                agents: [http://b:8008]
                agent_access: {<<: *shared, insecure: true}
            """
        let settings = try SettingsDecoder.decode(text, file: "config.yaml")
        #expect(settings.clusters.map(\.agentAccess.certificateAuthorityFile) == ["/ca.pem", "/ca.pem"])
        #expect(settings.clusters.map(\.agentAccess.isInsecure) == [false, true])
    }

    @Test(arguments: [
        ("interval: 100ms", Duration.milliseconds(100)), ("interval: 1.5s", .milliseconds(1500)),
        ("interval: 2", .seconds(2)), ("interval: 3 m", .seconds(180)), ("interval: 24h", .seconds(86_400)),
    ]) func `spans are read`(text: String, span: Duration) throws {
        #expect(try SettingsDecoder.decode(text, file: "config.yaml").interval == span)
    }

    @Test(arguments: invalid) func `a wrong text is told where and why`(text: String, sentence: String) {
        let error = #expect(throws: SettingsMistakes.self) { try SettingsDecoder.decode(text, file: "config.yaml") }
        #expect(error?.description == sentence)
    }

    /// A text, and the exact sentence that refuses it.
    static let invalid: [(String, String)] = [
        ("- a", "config.yaml:1:1: expected a mapping of settings, found a list"),
        ("just text", "config.yaml:1:1: expected a mapping of settings, found text"),
        ("theme: [a", "config.yaml:2:1: not YAML: did not find expected ',' or ']'"),
        ("a: \"\\q\"", "config.yaml:1:5: not YAML: found unknown escape character"),
        ("theme: a\ntheme: b", "config.yaml:1:1: 'theme' is given twice"),
        ("--- a\n--- b", "config.yaml:2:1: not YAML: but found another document"),
        ("theme: *nowhere", "config.yaml:1:8: not YAML: found undefined alias"),
        ("theem: dark", "config.yaml:1:1: unknown key 'theem'; did you mean 'theme'?"),
        ("interval: 1s\nclusers: []", "config.yaml:2:1: unknown key 'clusers'; did you mean 'clusters'?"),
        (
            "thresholds: {colour: 1}",
            "config.yaml:1:14: thresholds: unknown key 'colour'; known here: lag_warning, "
                + "lag_critical, replay_warning, lag_forecast, not_streaming, paused, check_interval, routing_slack, sessions, "
                + "clock_skew, leader_changes_per_hour, stale"
        ),
        ("? [a]\n: b", "config.yaml:1:3: expected a key of text, found a list"),
        ("theme: [dark]", "config.yaml:1:8: theme: expected the name of a theme, found a list"),
        ("theme: \"a\\e[2J\"", "config.yaml:1:8: theme: has control characters or more than 4096 characters"),
        (
            "language: de",
            "config.yaml:1:11: language: there is no language called 'de'; there are en (English) and zh (Chinese)"
        ),
        (
            "language: [zh]",
            "config.yaml:1:11: language: expected a language, found a list; there are en (English) and zh (Chinese)"
        ),
        ("read_only: maybe", "config.yaml:1:12: read_only: expected true or false, found text"),
        ("read_only: 1", "config.yaml:1:12: read_only: expected true or false, found a number"),
        ("interval: fast", "config.yaml:1:11: interval: 'fast' is no span of time; write 1s or 500ms"),
        ("interval: -1s", "config.yaml:1:11: interval: '-1s' is no span of time; write 1s or 500ms"),
        ("interval: nan", "config.yaml:1:11: interval: 'nan' is no span of time; write 1s or 500ms"),
        ("interval: 10ms", "config.yaml:1:11: interval: '10ms' is out of range; write between 100ms and 24h"),
        (
            "interval: \(String(repeating: "9", count: 40))h",
            "config.yaml:1:11: interval: '\(String(repeating: "9", count: 40))h' is out of range; "
                + "write between 100ms and 24h"
        ),
        (
            "thresholds: {lag_warning: big}",
            "config.yaml:1:27: thresholds.lag_warning: 'big' is no size; write 1MB or 512kB"
        ),
        (
            "thresholds: {lag_warning: 2MB, lag_critical: 1MB}",
            "config.yaml:1:13: thresholds: lag_critical is below lag_warning; swap them"
        ),
        ("columns: member", "config.yaml:1:10: columns: expected a list of column names, found text; write - member"),
        (
            "columns: [1, [2]]",
            "config.yaml:1:14: columns[1]: expected the name of a column, found a list; write - member"
        ),
        (
            "clusters: {}",
            "config.yaml:1:11: clusters: expected a list of clusters, found a mapping; write - name: NAME"
        ),
        ("clusters: [{}]", "config.yaml:1:12: clusters[0]: has no name; write name: NAME"),
        (
            "clusters: [{name: a}]",
            "config.yaml:1:12: clusters[0]: names nothing to watch; "
                + "write agents: [http://HOST:8008]; one agent is enough"
        ),
        (
            "clusters:\n  - name: a\n    agents: 8008",
            "config.yaml:3:13: clusters[0].agents: expected a list of URLs, found a number; write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, agents: [8008]}]",
            "config.yaml:1:31: clusters[0].agents[0]: '8008' is no http or https URL; write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, agents: [\"file:///etc/passwd\"]}]",
            "config.yaml:1:31: clusters[0].agents[0]: 'file:///etc/passwd' is no http or https URL; "
                + "write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, agents: [\"ftp://u:secret@h\"]}]",
            "config.yaml:1:31: clusters[0].agents[0]: '…@h' is no http or https URL; write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, proxies: [\"http://u:secret@h:7000/\"]}]",
            "config.yaml:1:32: clusters[0].proxies[0]: a URL here must not hold a user or password; "
                + "write username and password_file in proxy_access"
        ),
        (
            "clusters: [{name: a, agents: [\"http://:8008\"]}]",
            "config.yaml:1:31: clusters[0].agents[0]: 'http://:8008' has no host; write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, agents: [\"http://h 1\"]}]",
            "config.yaml:1:31: clusters[0].agents[0]: has a space; write [http://HOST:8008]"
        ),
        (
            "clusters: [{name: a, probes: [h]}]",
            "config.yaml:1:31: clusters[0].probes[0]: 'h' is no HOST:PORT; write [HOST:5432]"
        ),
        (
            "clusters: [{name: a, probes: [\"h:70000\"]}]",
            "config.yaml:1:31: clusters[0].probes[0]: 'h:70000' is no HOST:PORT; write [HOST:5432]"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"]}, {name: a, probes: [\"h:1\"]}]",
            "config.yaml:1:40: clusters[1]: a second cluster named 'a'; give it another name"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"], agent_access: {password: x}}]",
            "config.yaml:1:54: clusters[0].agent_access: unknown key 'password'; did you mean 'password_file'?"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"], agent_access: {username: x}}]",
            "config.yaml:1:53: clusters[0].agent_access: has a username without a password; write password_file: FILE"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"], agent_access: {key: x}}]",
            "config.yaml:1:53: clusters[0].agent_access: has a key without a cert; write cert: FILE"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"], agent_access: {password_file: x, password_environment: Y}}]",
            "config.yaml:1:94: clusters[0].agent_access.password_environment: a second source of the same secret; keep one"
        ),
        (
            "clusters: [{name: a, probes: [\"h:1\"], agent_access: {username: u, password_command: pass}}]",
            "config.yaml:1:85: clusters[0].agent_access.password_command: "
                + "expected a list: program and arguments, found text; write [pass, show, NAME]"
        ),
    ]
}
