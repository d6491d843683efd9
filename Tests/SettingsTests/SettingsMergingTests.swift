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

    private static let copying = "copy the secret into a file of your own with mode 600"

    @Test(
        arguments: [
            ("f", 0o100600, 1000, nil), ("f", 0o100400, 1000, nil), ("f", 0o100440, 0, nil), ("f", 0o100640, 0, nil),
            (
                "f", 0o100640, 1000,
                "f can be read or changed by others; if it holds nothing but the secret: chmod 600 f"
            ),
            (
                "f", 0o100604, 1000,
                "f can be read or changed by others; if it holds nothing but the secret: chmod 600 f"
            ),
            (
                "f", 0o100620, 1000,
                "f can be read or changed by others; if it holds nothing but the secret: chmod 600 f"
            ),
            ("f", 0o100644, 0, "f can be read or changed by others; \(copying)"),
            ("f", 0o100660, 0, "f can be read or changed by others; \(copying)"),
            ("f", 0o100600, 1001, "f belongs to another user; \(copying)"),
            ("/etc/passwd", 0o100644, 0, "/etc/passwd can be read or changed by others; \(copying)"),
        ] as [(String, UInt32, UInt32, String?)]
    )
    func `a secret's file must be private, and only its owner is told to make it so`(
        path: String,
        mode: UInt32,
        owner: UInt32,
        refusal: String?
    ) {
        let found = SecretFileRule.refusal(path: path, mode: mode, owner: owner, user: 1000)
        #expect(found.map { "\($0.reason); \($0.suggestion)" } == refusal)
    }

    @Test func `root is not told to hide what everybody has to read`() {
        let found = SecretFileRule.refusal(path: "/etc/passwd", mode: 0o100644, owner: 0, user: 0)
        #expect(found?.suggestion == Self.copying)
        let own = SecretFileRule.refusal(path: "/etc/nines/password", mode: 0o100644, owner: 0, user: 0)
        #expect(own?.suggestion.hasSuffix("chmod 600 /etc/nines/password") == true)
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
        let access = settings.access { source, _ in Secret("\(source)") }
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
