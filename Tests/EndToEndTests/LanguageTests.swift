import Foundation
import TestSupport
import Testing

/// `--language`, the configuration's and the locale's.
@Suite(.serialized) struct LanguageTests {
    private func status(
        _ simulator: SimulateProcess,
        _ arguments: [String] = [],
        _ environment: [String: String] = [:]
    ) throws -> Command.Outcome {
        try Command([BuiltProgram.nines, "status"] + simulator.sources + arguments, environment: environment)
            .run(limit: 30)
    }

    @Test func `the verdict is said in the language that is asked for`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let chinese = try status(simulator, ["--language", "zh"])
        #expect(chinese.exitCode == 0 && chinese.output.contains("写入正常  → db1，经 2/2 个代理"), "\(chinese.output)")
        #expect(chinese.output.contains("成员") && chinese.output.contains("客户端 ─▶"))
        #expect(!chinese.output.contains("WRITES OK"))
        let local = try status(simulator, [], ["LC_ALL": "zh_CN.UTF-8"])
        #expect(local.output.contains("写入正常"))
        let english = try status(simulator, ["--language", "en"], ["LC_ALL": "zh_CN.UTF-8"])
        #expect(english.output.contains("WRITES OK"))
        let unshowable = try status(simulator, ["--language", "zh"], ["LC_ALL": "zh_CN.GB18030"])
        #expect(unshowable.output.contains("WRITES OK"))
    }

    @Test func `JSON stays English`() throws {
        let simulator = try SimulateProcess(scenario: "healthy")
        let outcome = try status(simulator, ["--language", "zh", "--output", "json"])
        #expect(outcome.output.contains("WRITES OK") && outcome.output.allSatisfy { $0.isASCII || "→–".contains($0) })
    }

    @Test func `a language that there is not is an error`() throws {
        let outcome = try Command([BuiltProgram.nines, "status", "--language", "de", "http://127.0.0.1:9"]).run(
            limit: 30
        )
        #expect(outcome.exitCode != 0 && outcome.errors.contains("'en' and 'zh'"), "\(outcome.errors)")
    }

    @Test func `rules are told in Chinese`() throws {
        let outcome = try Command([BuiltProgram.nines, "rules", "--language", "zh"]).run(limit: 30)
        #expect(outcome.exitCode == 0 && outcome.output.contains("no-leader (严重): 集群没有主库"))
    }
}
