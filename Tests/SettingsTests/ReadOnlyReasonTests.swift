import Settings
import Testing
import Wording

/// Who may make a session read-only, and that nobody can undo a lock.
struct ReadOnlyReasonTests {
    private static let machine = "/etc/nines/config.yaml"
    private static let user = "/home/op/.config/nines/config.yaml"

    private func settings(_ text: String, _ file: String) throws -> (path: String, settings: Settings) {
        (file, try SettingsDecoder.decode(text, file: file))
    }

    @Test(arguments: [
        (ReadOnlyReason.locked(file: "/etc/n"), "by /etc/n, locked", "由 /etc/n 指定，已锁定"),
        (.commandLine, "by --read-only", "由 --read-only 指定"),
        (.environment, "by NINES_READ_ONLY", "由 NINES_READ_ONLY 指定"),
        (.configuration(file: "/etc/n"), "by /etc/n", "由 /etc/n 指定"),
        (.cluster(name: "a"), "by the configuration of cluster a", "由集群 a 的配置指定"),
    ])
    func `why a session is read-only is told in both languages`(
        reason: ReadOnlyReason,
        english: String,
        chinese: String
    ) {
        #expect("\(reason)" == english && reason.phrase.text(in: .chinese) == chinese)
        #expect(english.contains(ReadOnlyReason.variable) == (reason == .environment))
    }

    @Test func `nothing said leaves a session writable`() throws {
        let files = [try settings("", Self.machine), try settings("interval: 1s", Self.user)]
        let reason = ReadOnlyReason.find(
            flag: false,
            environment: [:],
            files: files,
            cluster: ClusterSettings(name: "a")
        )
        #expect(reason == nil)
    }

    @Test(arguments: [true, false], ["", "read_only: true", "read_only: false", "locked: false"])
    func `a lock of the machine holds against every flag, variable and file of the user`(flag: Bool, text: String)
        throws
    {
        for value in [nil, "0", "1", "false", "no"] as [String?] {
            for locked in ["locked: true", "locked: true\nread_only: false"] {
                let files = [try settings(locked, Self.machine), try settings(text, Self.user)]
                let environment = value.map { ["NINES_READ_ONLY": $0] } ?? [:]
                let reason = ReadOnlyReason.find(
                    flag: flag,
                    environment: environment,
                    files: files,
                    cluster: ClusterSettings(name: "a")
                )
                #expect(reason == .locked(file: Self.machine))
                #expect(reason.map { "\($0)" } == "by /etc/nines/config.yaml, locked")
            }
        }
    }

    @Test(arguments: [
        ("1", true), ("true", true), ("YES", true), ("on", true), ("maybe", true), ("0", false), ("", false),
        ("false", false), ("No", false), ("off", false),
    ]) func `the variable makes read-only whatever does not say no`(value: String, isReadOnly: Bool) throws {
        let reason = ReadOnlyReason.find(
            flag: false,
            environment: ["NINES_READ_ONLY": value],
            files: [try settings("read_only: false", Self.user)],
            cluster: ClusterSettings(name: "a")
        )
        #expect(reason == (isReadOnly ? .environment : nil))
    }

    @Test func `the variable cannot undo what a file says`() throws {
        let files = [try settings("read_only: true", Self.user)]
        let reason = ReadOnlyReason.find(
            flag: false,
            environment: ["NINES_READ_ONLY": "0"],
            files: files,
            cluster: ClusterSettings(name: "a")
        )
        #expect(reason == .configuration(file: Self.user))
    }

    @Test(arguments: [
        ("read_only: true", "", machine as String?), ("read_only: true", "read_only: false", nil),
        ("read_only: false", "read_only: true", user), ("", "read_only: true", user),
    ]) func `without a lock the user's file goes over the machine's`(below: String, above: String, file: String?) throws
    {
        let files = [try settings(below, Self.machine), try settings(above, Self.user)]
        let reason = ReadOnlyReason.find(
            flag: false,
            environment: [:],
            files: files,
            cluster: ClusterSettings(name: "a")
        )
        #expect(reason == file.map { .configuration(file: $0) })
    }

    @Test func `one cluster alone can be read-only, and the flag is named first`() throws {
        let cluster = ClusterSettings(name: "orders", isReadOnly: true)
        #expect(
            ReadOnlyReason.find(flag: false, environment: [:], files: [], cluster: cluster) == .cluster(name: "orders")
        )
        #expect(ReadOnlyReason.find(flag: true, environment: [:], files: [], cluster: cluster) == .commandLine)
    }

    @Test func `a user's cluster of the same name keeps the machine's guards`() throws {
        let text = "clusters: [{name: orders, agents: [http://db1], read_only: true, production: true, color: red}]"
        let own = "clusters: [{name: orders, agents: [http://db2], color: blue}]"
        let merged = try settings(text, Self.machine).settings.overlaid(by: try settings(own, Self.user).settings)
        let cluster = try #require(merged.cluster(named: "orders"))
        #expect(cluster.isReadOnly && cluster.isProduction && cluster.color == .blue && cluster.agents.count == 1)
    }

    @Test func `a colour that no terminal has is named with what there is`() throws {
        #expect(throws: SettingsMistakes.self) {
            try settings("clusters: [{name: a, agents: [http://db1], color: mauve}]", Self.user)
        }
    }

    @Test func `syslog is said once by either file`() throws {
        let machine = try settings("audit: {syslog: true}", Self.machine).settings
        #expect(machine.overlaid(by: Settings()).syslogSocket == "/dev/log")
        #expect(Settings().overlaid(by: machine).syslogSocket == "/dev/log")
        for own in ["audit: {syslog: /run/user/log}", "audit: {syslog: false}"] {
            let user = try settings(own, Self.user).settings
            #expect(machine.overlaid(by: user).syslogSocket == "/dev/log")
        }
        #expect(try settings("audit: {syslog: /run/log}", Self.user).settings.syslogSocket == "/run/log")
        #expect(throws: SettingsMistakes.self) { try settings("audit: {syslog: log}", Self.user) }
        #expect(throws: SettingsMistakes.self) {
            try settings("audit: {syslog: /\(String(repeating: "x", count: 107))}", Self.user)
        }
    }
}
