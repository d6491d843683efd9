import Settings
import Testing

/// That one run tells all that is wrong in a file.
@Suite struct SettingsMistakesTests {
    private let known = KnownNames(
        columns: ["member", "role", "state"],
        rules: ["lagging", "pending-restart"],
        themes: ["dark", "light"]
    )

    private func mistakes(_ text: String, known: KnownNames? = nil) -> [String] {
        do throws(SettingsMistakes) {
            _ = try SettingsDecoder.decode(text, file: "f", known: known ?? self.known)
            return []
        } catch {
            return error.found.map(\.description)
        }
    }

    @Test func `all mistakes of a file are told at once, in the order of their lines`() {
        let text = """
            theme: drk
            interval: fast
            columns: [member, rôle, lag]
            mute: [laging, Some rule]
            default_cluster: order
            colour: red
            thresholds: {lag_warning: big, sessions: 0%, pause: 1h}
            attention: {bell: loud, hook: [], noise: true}
            audit: {syslog: 7}
            clusters:
              - name: orders
                agents: [db1, "http://db2:99999"]
                mute: [nothing]
                agent_access: {cart: x, username: u, insecure: perhaps}
              - agents: http://db3
              - name: orders
                probes: ["h:1"]
            """
        #expect(
            mistakes(text) == [
                "f:1:8: theme: there is no theme called 'drk'; did you mean 'dark'?",
                "f:2:11: interval: 'fast' is no span of time; write 1s or 500ms",
                "f:3:19: columns[1]: there is no column called 'rôle'; did you mean 'role'?",
                "f:3:25: columns[2]: there is no column called 'lag'; known here: member, role, state",
                "f:4:8: mute[0]: there is no rule called 'laging'; did you mean 'lagging'?",
                "f:4:16: mute[1]: 'Some rule' is no rule's id; `nines rules` lists them",
                "f:5:18: default_cluster: there is no cluster called 'order'; did you mean 'orders'?",
                "f:6:1: unknown key 'colour'; known here: clusters, default_cluster, interval, theme, language, read_only, "
                    + "locked, columns, thresholds, mute, attention, audit",
                "f:7:27: thresholds.lag_warning: 'big' is no size; write 1MB or 512kB",
                "f:7:42: thresholds.sessions: '0%' is out of range; write between 1% and 100%",
                "f:7:46: thresholds: unknown key 'pause'; did you mean 'paused'?",
                "f:8:19: attention.bell: expected true or false, found text",
                "f:8:31: attention.hook: names no program; write [program, argument]",
                "f:8:35: attention: unknown key 'noise'; known here: bell, notify, hook, hook_when_read_only",
                "f:9:17: audit.syslog: expected true, false, or the path of a socket, found a number",
                "f:12:14: clusters[0].agents[0]: 'db1' is no http or https URL; write [http://HOST:8008]",
                "f:12:19: clusters[0].agents[1]: '99999' is no port; use a number from 1 to 65535.",
                "f:13:12: clusters[0].mute[0]: there is no rule called 'nothing'; `nines rules` lists them",
                "f:14:20: clusters[0].agent_access: unknown key 'cart'; did you mean 'cert'?",
                "f:14:52: clusters[0].agent_access.insecure: expected true or false, found text",
                "f:15:5: clusters[1]: has no name; write name: NAME",
                "f:15:13: clusters[1].agents: expected a list of URLs, found text; write [http://HOST:8008]",
                "f:16:5: clusters[2]: a second cluster named 'orders'; give it another name",
            ]
        )
    }

    @Test func `what could not be read is not called missing besides`() {
        #expect(mistakes("clusters: [{name: a, agent: [http://a]}]").count == 1)
        #expect(mistakes("clusters: [{name: a, agents: 8}]").count == 1)
        #expect(
            mistakes("clusters: [{name: a, probes: ['h:1'], proxy_access: {usrname: u, password_file: /f}}]").count == 1
        )
    }

    @Test func `the default may be a cluster of the file below, or of one that is broken`() {
        let text = "default_cluster: orders"
        #expect(mistakes(text).count == 1)
        #expect(mistakes(text, known: KnownNames(clusters: ["orders"])).isEmpty)
        #expect(mistakes(text, known: KnownNames(clusters: nil)).isEmpty)
    }

    @Test func `what an anchor shares is wrong once`() {
        let text = """
            clusters:
              - {name: a, agents: [http://a], agent_access: &shared {cart: x}}
              - {name: b, agents: [http://b], agent_access: *shared}
            """
        #expect(mistakes(text).count == 1)
    }

    @Test func `no more mistakes are told than somebody can mend`() {
        let text = (0..<5_000).map { "key\($0): 1" }.joined(separator: "\n")
        #expect(mistakes(text).count == SettingsMistakes.limit)
    }

    @Test func `several are counted before they are told, one is not`() {
        let one = SettingsError(file: "f", line: 2, column: 1, message: "is wrong")
        let other = SettingsError(file: "f", line: 1, column: 1, path: "theme", message: "is wrong too")
        #expect(SettingsMistakes([one]).description == "f:2:1: is wrong")
        #expect(
            SettingsMistakes([one, other]).description
                == "2 mistakes in the configuration:\nf:2:1: is wrong\nf:1:1: theme: is wrong too"
        )
    }

    @Test(arguments: [
        ("interval: 2m", Duration.seconds(120)), ("2m", .seconds(120)), ("500ms", .milliseconds(500)),
        ("3", .seconds(3)),
    ]) func `spans are read alike in the configuration and on the command line`(text: String, span: Duration) throws {
        let words = text.split(separator: " ")
        if words.count == 2 {
            #expect(try SettingsDecoder.decode(text, file: "f").interval == span)
        } else {
            #expect(try SpanText.parse(text) == span)
        }
    }

    @Test func `an access remembers where its keys stand`() throws {
        let text = "clusters: [{name: a, agents: [http://a], agent_access: {ca: /ca.pem}}]"
        let access = try #require(try SettingsDecoder.decode(text, file: "f").clusters.first?.agentAccess)
        let error = access.places["ca"]?.failure("No such file")
        #expect(error?.description == "f:1:61: clusters[0].agent_access.ca: No such file")
        #expect(access.places["cert"] == nil)
    }
}
