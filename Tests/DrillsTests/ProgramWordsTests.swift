import Drills
import Testing

@Suite struct ProgramWordsTests {
    @Test(arguments: [
        ("lab stop db1", ["lab", "stop", "db1"]),
        ("  ssh   host\t reboot ", ["ssh", "host", "reboot"]),
        ("sh -c 'kill $(cat pid); echo \"done\"'", ["sh", "-c", "kill $(cat pid); echo \"done\""]),
        ("a \"b c\"d ''", ["a", "b cd", ""]),
        ("echo $HOME;rm *|x", ["echo", "$HOME;rm", "*|x"]),
    ]) func `blanks separate, quotes hold together, nothing else is special`(text: String, words: [String]) {
        #expect(ProgramWords(text)?.words == words)
    }

    @Test(arguments: ["", "   ", "'open", "a \"b", "'' a"])
    func `what names no program, or does not end, is none`(text: String) {
        #expect(ProgramWords(text) == nil)
    }

    @Test func `names and addresses are filled in`() throws {
        let words = try #require(ProgramWords("ssh {host} 'stop {member}' {member}={agent} {other} {"))
        let filled = words.filled(["host": "10.0.0.1", "member": "db-1.a_b", "agent": "[fe80::1]:8008"])
        #expect(filled == ["ssh", "10.0.0.1", "stop db-1.a_b", "db-1.a_b=[fe80::1]:8008", "{other}", "{"])
    }

    @Test(arguments: ["-oProxyCommand=reboot", "db1; reboot", "a b", "$(reboot)", "{host}", "", "db1\n", "dbé"])
    func `what a hostile agent calls its member goes into no command`(name: String) throws {
        let words = try #require(ProgramWords("ssh {member} reboot"))
        #expect(words.filled(["member": name]) == nil)
        #expect(ProgramWords("ssh db1 reboot")?.filled(["member": name]) == ["ssh", "db1", "reboot"])
    }
}
