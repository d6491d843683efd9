import ClusterModel
import Diagnosis
import Endpoints
import Recording
import Reports
import Testing
import Wording

@Suite struct RecordingReportTests {
    private let start = Timestamp(secondsSinceEpoch: 1_795_358_873)
    private let names = ["db1", "db2"]

    private func header() -> RecordingHeader {
        RecordingHeader(
            startedAt: start,
            version: "0.1.0",
            utcOffsetSeconds: 28_800,
            plan: WatchPlan(name: "orders", agents: [WebAddress(host: "db1", port: 8008)]),
            label: "east|west"
        )
    }

    /// A second of a cluster that `leader` leads, or nobody.
    private func second(_ number: Int64, leader: String?) -> [RecordingEntry] {
        let at = start + .seconds(number)
        let rows = names.map { name in
            """
            {"name": "\(name)", "role": "\(name == leader ? "leader" : "replica")", "state": "running", \
            "api_url": "http://\(name):8008/patroni", "host": "\(name)", "port": 5432, "timeline": 1}
            """
        }
        let listing = "{\"members\": [\(rows.joined(separator: ", "))], \"scope\": \"orders\"}"
        let reports = names.map { name in
            """
            {"state": "running", "role": "\(name == leader ? "primary" : "replica")", "timeline": 1, \
            "patroni": {"version": "4.1.5", "scope": "orders", "name": "\(name)"}}
            """
        }
        let answers: [(ReadRequest, String)] =
            [(.listing(WebAddress(host: "db1", port: 8008)), listing)]
            + zip(names, reports).map { (.agent(WebAddress(host: $0, port: 8008)), $1) }
            + [
                (.history(WebAddress(host: "db1", port: 8008)), "[]"),
                (.configuration(WebAddress(host: "db1", port: 8008)), "{}"),
            ]
        return answers.map { request, body in
            .reply(
                ReadReply(
                    request: request,
                    outcome: .success(ReadAnswer(status: 200, contentType: "application/json", body: Array(body.utf8))),
                    startedAt: at,
                    finishedAt: at + .milliseconds(5)
                )
            )
        }
    }

    private func report(_ seconds: [String?]) -> String {
        var report = RecordingReport(header())
        for (number, leader) in seconds.enumerated() {
            for entry in second(Int64(number), leader: leader) { report.take(entry) }
        }
        return report.markdown()
    }

    @Test func `a switch of the leader is told with its times`() {
        let text = report(["db1", "db1", "db1", nil, nil, "db2", "db2", "db2"])
        #expect(text.hasPrefix("# orders (east\\|west), 2026-11-22\n"), "\(text)")
        #expect(text.contains("| time zone | UTC+8:00 |"))
        #expect(text.contains("| db1 | leader | running | 1 | replica | running | 1 |"), "\(text)")
        #expect(text.contains("db1 lost the leader lock; no leader"), "\(text)")
        #expect(text.contains("| 2.0 s | critical | FAILOVER | no leader"), "\(text)")
        #expect(text.contains("writes failed or went astray for"), "\(text)")
    }

    @Test func `a quiet recording says that nothing happened`() {
        let text = report(["db1", "db1", "db1"])
        for sentence in ["Writes were never seen to fail.", "Nothing changed."] {
            #expect(text.contains(sentence), "\(text)")
        }
    }

    @Test func `an empty recording is a report all the same`() {
        let text = RecordingReport(header()).markdown()
        #expect(text.contains("No answer was recorded.") && text.contains("Nothing was found."))
    }

    @Test func `a recording is told in Chinese too`() {
        var empty = RecordingReport(header())
        empty.language = .chinese
        #expect(empty.markdown().contains("没有录到应答。"), "\(empty.markdown())")
    }

    @Test func `an incident has a section of its own`() {
        let text = report(["db1", "db1", nil, nil, "db1", "db1"])
        #expect(text.contains("\n## Incident: "), "\(text)")
    }

    @Test func `operations are told with who did them, their phases and how they ended`() {
        func action(_ second: Int64, _ stage: OperatorAction.Stage) -> RecordingEntry {
            let action = OperatorAction(
                id: "1",
                at: start + .seconds(second),
                user: "dba",
                host: "desk",
                cluster: "orders",
                summary: "pause|now",
                stage: stage
            )
            return .action(action, at: start + .seconds(second))
        }
        var report = RecordingReport(header())
        for entry in second(0, leader: "db1") { report.take(entry) }
        report.take(action(1, .began))
        #expect(report.markdown().contains("| dba@desk | pause\\|now | running at the end |"), "\(report.markdown())")
        let phases = [
            OperationPhase(text: "paused", reachedAt: start + .milliseconds(1_400)), OperationPhase(text: "confirmed"),
        ]
        report.take(action(2, .ended(outcome: "done", text: "all agree", phases: phases)))
        let text = report.markdown()
        #expect(
            text.contains("| pause\\|now | done | all agree | paused after 0.4 s; confirmed: not seen |"),
            "\(text)"
        )
        #expect(text.contains("dba began: pause\\|now"), "\(text)")
    }

    @Test func `the section of operations is told in Chinese too`() {
        let action = OperatorAction(
            id: "1",
            at: start,
            user: "dba",
            host: "desk",
            cluster: "orders",
            summary: "switchover from db1 to db2",
            stage: .ended(
                outcome: "done",
                text: "db2 leads, db1 follows after 5 s",
                phases: [
                    OperationPhase(text: "db2 is promoted", reachedAt: start), OperationPhase(text: "db1 follows"),
                ]
            )
        )
        var report = RecordingReport(header())
        report.language = .chinese
        report.take(.action(action, at: start))
        let text = report.markdown()
        #expect(text.contains("## 操作") && text.contains("| 开始 | 结束 | 操作者 |"), "\(text)")
        #expect(text.contains("从 db1 切换到 db2 | 完成 | db2 是主库，db1 跟随，历时 5 s | db2 已提升"), "\(text)")
        #expect(text.contains("db1 跟随：未看到"), "\(text)")
        #expect(text.contains("从 db1 切换到 db2 完成：db2 是主库"), "\(text)")
    }

    @Test func `recorders add notes`() {
        var report = RecordingReport(header())
        report.take(.note("the recording <ends> here", at: start))
        #expect(report.markdown().contains("- the recording \\<ends\\> here\n"))
    }

    @Test func `text from outside draws no table, link or tag`() {
        #expect(MarkdownText.escaped("a|b [x](y) <b> `c` *d*\n#") == "a\\|b \\[x\\](y) \\<b\\> \\`c\\` \\*d\\* \\#")
    }

    @Test func `a finding that went has both its times`() {
        let text = report(["db1", "db1", nil, nil, "db1", "db1"])
        let findings = text.split(separator: "\n").filter { $0.contains("| no-leader |") }
        #expect(findings.count == 1 && findings.first?.contains("the end") == false, "\(text)")
    }
}
