import Foundation
import Glibc
import Programs
import TestSupport
import Testing

/// Programs of every bad habit.
@Suite struct ProgramRunTests {
    private func shell(_ script: String, limits: ProgramRun.Limits = ProgramRun.Limits()) -> ProgramRun {
        ProgramRun(["sh", "-c", script], limits: limits)
    }

    private static let hasty = ProgramRun.Limits(time: .milliseconds(200))

    @Test func `what a program prints is taken whole, and its arguments meet no shell`() {
        #expect(ProgramRun(["printf", "%s|", "a b", "$HOME", "*"]).finish() == .printed(Array("a b|$HOME|*|".utf8)))
        let size = 200_000
        #expect(shell("head -c \(size) /dev/zero").finish() == .printed([UInt8](repeating: 0, count: size)))
    }

    @Test func `variables are set over our own`() {
        let run = ProgramRun(
            ["sh", "-c", "echo $A,$HOME,${PATH:+path}"],
            variables: [("A", "1"), ("HOME", "/x"), ("A", "2")]
        )
        #expect(run.finish() == .printed(Array("2,/x,path\n".utf8)))
    }

    @Test func `nobody is at its keyboard`() {
        #expect(shell("if [ -t 0 ]; then echo terminal; fi; cat").finish() == .printed([]))
    }

    @Test func `a failure is told with the first line of its errors`() {
        #expect(
            shell("echo; echo 'no\tluck' >&2; echo more >&2; exit 7").finish()
                == .failed(phrase: "failed (exit code 7): no\u{FFFD}luck")
        )
        #expect(shell("exit 1").finish() == .failed(phrase: "failed (exit code 1)"))
        #expect(shell("kill -9 $$").finish() == .failed(phrase: "was killed by signal 9"))
        #expect(
            shell("printf '\\033[2Jx' >&2; exit 1").finish() == .failed(phrase: "failed (exit code 1): \u{FFFD}[2Jx")
        )
    }

    @Test func `a program that is not there, or is none, is told`() {
        #expect(ProgramRun(["/nonexistent/plugin"]).finish() == .failed(phrase: "is not there"))
        #expect(ProgramRun(["nines-no-such-program"]).finish() == .failed(phrase: "is not there"))
        #expect(ProgramRun(["/etc/passwd"]).finish() == .failed(phrase: "cannot be run: Permission denied"))
        #expect(ProgramRun([]).finish() == .failed(phrase: "is not there"))
    }

    @Test func `a program that hangs is ended, with what it started`() throws {
        let folder = try Scraps()
        let script = "sleep 600 & echo $! > \(folder.file("child")); echo 'still waiting' >&2; wait"
        let run = shell(script, limits: ProgramRun.Limits(time: .seconds(2)))
        #expect(run.finish() == .failed(phrase: "did not end within 2 s: still waiting"))
        let child = try #require(pid_t(folder.read("child").split(separator: "\n").first ?? ""))
        #expect(eventually { Self.isGone(child) })
    }

    /// Not there any more, or waiting for nobody but the system to take note of its end.
    private static func isGone(_ process: pid_t) -> Bool {
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return true }
        return status.contains(") Z ")
    }

    @Test func `one that nobody waits for any more is ended too`() throws {
        let folder = try Scraps()
        var run: ProgramRun? = shell("echo $$ > \(folder.file("own")); exec sleep 600")
        #expect(eventually { run?.progress() == nil && !folder.read("own").isEmpty })
        run = nil
        let own = try #require(pid_t(folder.read("own").split(separator: "\n").first ?? ""))
        #expect(Self.isGone(own))
    }

    @Test func `megabytes are not taken, and errors without end do not hold it up`() {
        #expect(shell("yes").finish() == .failed(phrase: "printed more than 256 KiB"))
        #expect(shell("yes | head -c 5000000 >&2; echo done").finish() == .printed(Array("done\n".utf8)))
    }

    @Test func `a child that keeps the pipe open does not keep us`() {
        #expect(shell("sleep 600 & echo done").finish() == .printed(Array("done\n".utf8)))
    }

    @Test func `progress never waits`() {
        let run = shell("sleep 600", limits: Self.hasty)
        #expect(run.progress() == nil)
        #expect(eventually { run.progress() != nil })
        #expect(run.progress() == .failed(phrase: "did not end within 0 s"))
    }
}
