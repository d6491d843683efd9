import ClusterModel
import Credentials
import Endpoints
import Settings
import Testing

/// When a credential is got anew, on a clock that the test sets.
@Suite struct RenewalTests {
    private let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func credential(_ token: String) -> KubernetesCredential {
        KubernetesCredential(authorization: .bearer(Secret(token)))
    }

    @Test func `a plugin's credential holds until its end and is then got anew`() throws {
        let source = RenewedCredential(from: try workshop.countingPlugin(), clock: workshop.clock)
        #expect(source.credential() == .underWay)
        #expect(source.settled() == Workshop.bearer("t1"))
        workshop.now = workshop.now + .seconds(59)
        #expect(source.credential() == Workshop.bearer("t1"))
        workshop.now = workshop.now + .seconds(1)
        try workshop.writeEnd(workshop.now + .seconds(60))
        #expect(source.settled() == Workshop.bearer("t2"))
        #expect(workshop.read("count") == "2\n")
    }

    @Test func `one that was over when it came is used all the same, and not asked for without end`() throws {
        let plugin = try workshop.countingPlugin()
        try workshop.writeEnd(workshop.now - .seconds(60))
        let source = RenewedCredential(from: plugin, clock: workshop.clock)
        for _ in 0..<3 { #expect(source.settled() == Workshop.bearer("t1")) }
        workshop.now = workshop.now + .seconds(30)
        #expect(source.settled() == Workshop.bearer("t2"))
    }

    @Test func `a refusal gets another once, and again only half a minute later`() throws {
        let plugin = try workshop.countingPlugin()
        let first = try PluginRun(plugin).finish().get()
        let source = RenewedCredential(first, from: plugin, clock: workshop.clock)
        #expect(source.credential() == Workshop.bearer("t1"))
        #expect(source.replace(credential("t1")))
        #expect(source.replace(credential("t1")), "the same run serves all that were refused meanwhile")
        #expect(source.settled() == Workshop.bearer("t2"))
        #expect(source.replace(credential("t1")), "there is a newer one already")
        #expect(!source.replace(credential("t2")))
        #expect(source.settled() == Workshop.bearer("t2"))
        workshop.now = workshop.now + .seconds(30)
        #expect(source.replace(credential("t2")))
        #expect(source.settled() == Workshop.bearer("t3"))
    }

    @Test func `a plugin that fails is the reason until it is tried again`() throws {
        let source = RenewedCredential(from: try workshop.plugin("echo no >&2; exit 1"), clock: workshop.clock)
        let failed = CredentialState.missing(
            reason: "the credential plugin “\(workshop.file("plugin"))” failed (exit code 1): no"
        )
        #expect(source.settled() == failed)
        let plugin = try workshop.countingPlugin()
        #expect(plugin.command == workshop.file("plugin"))
        #expect(source.settled() == failed)
        workshop.now = workshop.now + .seconds(30)
        #expect(source.settled() == Workshop.bearer("t1"))
    }

    @Test func `a settled credential stays, and says why it is over`() throws {
        let plugin = CredentialPlugin(command: "aws")
        let end = workshop.now + .seconds(60)
        let exec = ExecCredential(credential: credential("t"), expiresAt: end)
        let source = SettledCredential(exec, from: plugin, clock: workshop.clock)
        #expect(!source.replace(credential("t")), "refused before its end: the server's affair")
        #expect(source.credential() == Workshop.bearer("t"))
        workshop.now = end
        #expect(source.credential() == Workshop.bearer("t"), "the server is asked, whose clock may differ")
        #expect(source.replace(credential("t")))
        #expect(
            source.credential()
                == .missing(
                    reason:
                        "what the plugin “aws” gave has expired, and a read-only session runs no program; start nines anew"
                )
        )
    }

    @Test func `a token's file is read again after a minute, and when the token is refused`() throws {
        try workshop.write("one\n", to: "token")
        let source = TokenFileCredential(workshop.file("token"), clock: workshop.clock)
        #expect(source.credential() == Workshop.bearer("one"))
        try workshop.write("two", to: "token")
        workshop.now = workshop.now + .seconds(59)
        #expect(source.credential() == Workshop.bearer("one"))
        workshop.now = workshop.now + .seconds(1)
        #expect(source.credential() == Workshop.bearer("two"))
        #expect(!source.replace(credential("two")))
        try workshop.write(" three \n", to: "token")
        #expect(source.replace(credential("two")))
        #expect(source.credential() == Workshop.bearer("three"))
    }

    @Test func `a file that is empty for a moment leaves the last token in use`() throws {
        try workshop.write("one", to: "token")
        let source = TokenFileCredential(workshop.file("token"), clock: workshop.clock)
        #expect(source.credential() == Workshop.bearer("one"))
        try workshop.write("", to: "token")
        workshop.now = workshop.now + .seconds(3600)
        #expect(source.credential() == Workshop.bearer("one"))
        workshop.now = workshop.now - .seconds(7200)
        try workshop.write("two", to: "token")
        #expect(source.credential() == Workshop.bearer("two"), "a clock that was set back keeps no old token")
    }

    @Test func `a token's file that was never good says why`() throws {
        let source = TokenFileCredential(workshop.file("none"), clock: workshop.clock)
        #expect(source.credential() == .missing(reason: "\(workshop.file("none")): No such file or directory"))
        try workshop.write("\n", to: "none")
        #expect(source.credential() == .missing(reason: "\(workshop.file("none")) is empty"))
        try workshop.write("a\r\nX-Evil: b", to: "none")
        #expect(source.credential() == .missing(reason: "\(workshop.file("none")) holds more than a token"))
    }
}
