import Glibc
import Programs
import TestSupport
import Testing

/// Programs whose output nobody reads.
@Suite struct BoundedProgramTests {
    private func shell(_ script: String, limit: Duration = .seconds(30)) throws -> BoundedProgram {
        try BoundedProgram(["sh", "-c", script], limit: limit)
    }

    private func ending(of program: BoundedProgram) -> BoundedProgram.Ending? {
        _ = eventually { program.ending() != nil }
        return program.ending()
    }

    @Test func `its end is told as it was`() throws {
        let cases: [(String, BoundedProgram.Ending)] = [
            ("exit 0", .exited(code: 0)), ("exit 7", .exited(code: 7)), ("kill -9 $$", .killed(signal: SIGKILL)),
        ]
        for (script, expected) in cases {
            let program = try shell(script)
            #expect(ending(of: program) == expected, "\(script)")
        }
        let failed = try shell("exit 1")
        #expect(eventually { failed.succeeded == false })
    }

    @Test func `one that takes too long is ended`() throws {
        let program = try shell("sleep 600", limit: .milliseconds(100))
        #expect(program.ending() == nil || program.ending() == .tookTooLong)
        #expect(ending(of: program) == .tookTooLong && program.succeeded == false)
    }

    /// One that says when it has begun, does what it is told on SIGTERM, and does not end by itself.
    private func patient(_ scraps: Scraps, onTerm action: String) throws -> BoundedProgram {
        let program = try shell("trap '\(action)' TERM; echo $$ >\(scraps.file("own")); while :; do sleep 0.02; done")
        #expect(eventually { program.ending() == nil && scraps.read("own").hasSuffix("\n") })
        return program
    }

    @Test func `one that nobody waits for may tidy up before it ends`() throws {
        let scraps = try Scraps()
        var program: BoundedProgram? = try patient(scraps, onTerm: "echo tidy >\(scraps.file("last")); exit")
        #expect(program?.ending() == nil)
        program = nil
        #expect(scraps.read("last") == "tidy\n")
    }

    @Test func `one that does not listen is killed after a moment`() throws {
        let scraps = try Scraps()
        let program = try patient(scraps, onTerm: "")
        program.stop()
        let own = try #require(pid_t(scraps.read("own").dropLast()))
        #expect(kill(own, 0) == -1 && errno == ESRCH)
    }

    @Test func `one that is stopped is ended all the same`() throws {
        let scraps = try Scraps()
        let program = try patient(scraps, onTerm: "echo tidy >\(scraps.file("last")); exit")
        let own = try #require(pid_t(scraps.read("own").dropLast()))
        #expect(kill(own, SIGSTOP) == 0)
        program.stop()
        #expect(scraps.read("last") == "tidy\n")
    }

    @Test func `its streams lead where they are to lead`() throws {
        let scraps = try Scraps()
        let output = open(scraps.file("output"), O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        defer { close(output) }
        let program = try BoundedProgram(
            ["sh", "-c", "cat; echo out; echo error >&2"],
            streams: .init(output: .descriptor(output)),
            limit: .seconds(30)
        )
        #expect(ending(of: program) == .exited(code: 0))
        #expect(scraps.read("output") == "out\n")
    }

    @Test func `what is not there says so`() {
        #expect(throws: BoundedProgram.StartFailure.self) {
            try BoundedProgram(["nines-no-such-program"], limit: .seconds(1))
        }
    }
}
