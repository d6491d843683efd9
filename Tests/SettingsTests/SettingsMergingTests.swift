import Endpoints
import Settings
import Testing

@Suite struct SettingsMergingTests {
    private let one = ClusterSettings(name: "one", agents: ["http://machine:8008"])
    private let two = ClusterSettings(name: "two", agents: ["http://machine:8008"])

    @Test func `the user's values lie over the machine's`() {
        let machine = Settings(
            interval: .seconds(5),
            theme: "dark",
            isReadOnly: true,
            thresholds: .init(lagWarningBytes: 1)
        )
        let user = Settings(theme: "light", isReadOnly: false, thresholds: .init(lagCriticalBytes: 2))
        #expect(
            machine.overlaid(by: user)
                == Settings(
                    interval: .seconds(5),
                    theme: "light",
                    isReadOnly: false,
                    thresholds: .init(lagWarningBytes: 1, lagCriticalBytes: 2)
                )
        )
    }

    @Test func `a user's cluster replaces the machine's of that name`() {
        let mine = ClusterSettings(name: "two", agents: ["http://mine:8008"])
        let settings = Settings(clusters: [one, two]).overlaid(by: Settings(clusters: [mine]))
        #expect(settings.clusters == [mine, one])
        #expect(settings.cluster(named: "two") == mine)
    }

    @Test func `a machine's lock cannot be undone`() {
        let machine = Settings(isReadOnly: true, isReadOnlyLocked: true)
        let settings = machine.overlaid(by: Settings(isReadOnly: false, isReadOnlyLocked: false))
        #expect(settings.isReadOnly == true)
        #expect(settings.isReadOnlyLocked)
    }

    @Test func `paths follow the environment`() {
        let home = SettingsPaths.defaultPaths(environment: ["HOME": "/home/o", "XDG_CONFIG_HOME": ""])
        #expect(home.machine == "/etc/nines/config.yaml")
        #expect(home.user == "/home/o/.config/nines/config.yaml")
        #expect(home.patronictl == "/home/o/.config/patroni/patronictl.yaml")
        let named = SettingsPaths.defaultPaths(
            environment: ["HOME": "/home/o", "XDG_CONFIG_HOME": "/x", "PATRONICTL_CONFIG_FILE": "/etc/patroni.yml"])
        #expect(named.user == "/x/nines/config.yaml")
        #expect(named.patronictl == "/etc/patroni.yml")
        #expect(SettingsPaths.defaultPaths(environment: [:]).user == nil)
    }

    @Test(
        arguments: [
            (0o100600, 1000, nil), (0o100400, 1000, nil), (0o100440, 0, nil), (0o100640, 0, nil),
            (0o100640, 1000, "f can be read or changed by others; run: chmod 600 f"),
            (0o100604, 1000, "f can be read or changed by others; run: chmod 600 f"),
            (0o100620, 1000, "f can be read or changed by others; run: chmod 600 f"),
            (0o100644, 0, "f can be read or changed by others; run: chmod 640 f"),
            (0o100660, 0, "f can be read or changed by others; run: chmod 640 f"),
            (0o100600, 1001, "f belongs to another user; a secret must come from a file of your own or of root's"),
        ] as [(UInt32, UInt32, String?)]
    )
    func `a secret's file must be private`(mode: UInt32, owner: UInt32, refusal: String?) {
        #expect(SecretFileRule.refusal(path: "f", mode: mode, owner: owner, user: 1000) == refusal)
    }

    @Test func `an access gets its secrets from whoever fetches them`() {
        let settings = AccessSettings(
            certificateAuthorityFile: "ca",
            clientCertificateFile: "c",
            clientKeyFile: "k",
            clientKeyPassword: .environment("K"),
            isInsecure: true,
            username: "u",
            password: .file("p")
        )
        let access = settings.access { source in Secret("\(source)") }
        #expect(
            access
                == Access(
                    certificateAuthorityFile: "ca",
                    clientCertificateFile: "c",
                    clientKeyFile: "k",
                    clientKeyPassword: Secret("environment(\"K\")"),
                    isInsecure: true,
                    credentials: .init(username: "u", password: Secret("file(\"p\")"))
                )
        )
    }
}
