import ClusterModel
import Operations
import Testing
import Wording

/// Whatever is said of an operation has a translation, and is told again in it when it comes back from a file.
struct WordingTests {
    @Test(arguments: 0..<4)
    func `all that plans and runs say is translated`(part: Int) throws {
        var dice = RandomSnapshotTests.Dice(state: UInt64(100 + part))
        for _ in 0..<400 {
            let (plan, run) = try RandomSnapshotTests.playing(&dice)
            expectKnown([plan.operation.summary] + plan.checks.map(\.text) + plan.impact)
            expectKnown(plan.candidates.flatMap { $0.checks.map(\.text) })
            if case .doubtful(let reason) = plan.prediction { expectKnown([reason]) }
            guard let run else { continue }
            expectKnown(run.phases.map(\.text) + [run.remark, run.outcome?.text].compactMap(\.self))
        }
    }

    @Test(arguments: 0..<4)
    func `what is written down in English is told in Chinese as it was`(part: Int) throws {
        var dice = RandomSnapshotTests.Dice(state: UInt64(200 + part))
        for _ in 0..<400 {
            let (plan, run) = try RandomSnapshotTests.playing(&dice)
            expectReadAgain([plan.operation.summary] + (run?.phases.map(\.text) ?? []))
            if let outcome = run?.outcome { expectReadAgain([outcome.text]) }
        }
    }

    @Test(arguments: [
        ("switchover from db1 to db2 at 2026-11-22T15:00:00+00:00", "从 db1 切换到 db2，时间 2026-11-22T15:00:00+00:00"),
        ("restart db1, db2 and db3 where pending", "重启 db1，db2 和 db3（仅待重启的）"),
        ("set ttl and loop_wait; delete retry_timeout", "设置 ttl 和 loop_wait；删除 retry_timeout"),
        ("reinitialize db3, force, from the leader", "重新初始化 db3，强制，从主库复制"),
        (
            "db2 leads, all 2 proxies route to it, db1 follows after 5 s",
            "db2 是主库，全部 2 个代理已路由到它，db1 跟随，历时 5 s"
        ),
        (
            "Patroni answered 412 “leader name does not match”: somebody else leads by now, or nobody: look again",
            "Patroni 应答 412“leader name does not match”：主库已换，或已没有主库：请重新查看"
        ),
        ("nothing was sent: connection refused", "没有发送任何请求：连接被拒绝"),
        ("tidy up the attic", "tidy up the attic"), ("", ""),
    ])
    func `a sentence from the audit file is told in Chinese`(english: String, chinese: String) {
        #expect(Phrase(reading: english).english == english)
        #expect(Phrase(reading: english).text(in: .chinese) == chinese)
    }

    @Test(arguments: ["{}", "restart ", " and ", "; ", ", , ,", "restart {0}", "x after ", "“”: ", "{}; not done: {}"])
    func `whatever comes back keeps its English`(text: String) {
        for hostile in [text, String(repeating: text, count: 500), "restart \(text)", "\(text) after \(text)"] {
            #expect(Phrase(reading: hostile).english == hostile)
        }
    }

    @Test func `every refusal has a meaning in Chinese`() {
        for text in ["leader name does not match", "Switchover failed", "restart conditions are not satisfied"] {
            for status in [400, 412, 503] {
                if let refusal = RefusalText(status: status, text: text) { expectKnown([refusal.meaning]) }
            }
        }
    }

    private func expectReadAgain(_ phrases: [Phrase]) {
        for phrase in phrases where !phrase.english.isEmpty {
            let again = Phrase(reading: phrase.english)
            #expect(again.english == phrase.english)
            #expect(again.text(in: .chinese) == phrase.text(in: .chinese), "\(phrase)")
        }
    }

    private func expectKnown(_ phrases: [Phrase]) {
        for part in phrases.flatMap(\.all) {
            #expect(Catalogue.knows(part.template), "no translation of “\(part.template)”")
            for case .text(let text) in part.arguments {
                #expect(!Self.isProse(text), "“\(text)” fills a hole of “\(part.template)” and stays English")
            }
        }
    }

    /// Two words in a row that no name would hold, but for what Patroni says.
    private static func isProse(_ text: String) -> Bool {
        let words = text.split(separator: " ").filter {
            $0.count > 1 && $0.allSatisfy { $0.isLetter && $0.isLowercase }
        }
        return words.count > 1 && text != "creating replica" && text != "restart failed"
    }
}
