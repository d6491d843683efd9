import ClusterModel
import Diagnosis
import Reports
import Testing
import Wording

@Suite struct StatusTextTests {
    private func lines(_ snapshot: ClusterSnapshot, _ width: StatusText.Width, columns: Int = 200) -> [String] {
        var examination = Examination()
        let seen = examination.examine(snapshot)
        return StatusText.lines(
            snapshot,
            verdict: seen.verdict,
            findings: seen.findings,
            width: width,
            columns: columns
        )
    }

    @Test func `a healthy cluster in a few lines`() {
        #expect(
            lines(ExampleCluster.with { $0.snapshot.proxies.removeLast() }, .table) == [
                "opengauss  ● WRITES OK  → db1 via 1/1 proxy",
                "",
                "MEMBER  ROLE      STATE      TL      LAG  HOST           API  ROUTE        RESTART",
                "db1     ★ leader  running     1        –  127.0.0.11    4 ms  ● UP 10 min",
                "db2     replica   streaming   1      0 B  127.0.0.12    4 ms  ○ DOWN ok",
                "db3     replica   streaming   1      0 B  127.0.0.13    4 ms  ○ DOWN ok",
                "",
                "clients ─▶ 127.0.0.1:7000 ─▶ opengauss/dbsrv1 UP L7OK/200 · 12 sessions ─▶ db1 ★",
            ]
        )
    }

    @Test func `findings come last, with their severity`() {
        let last = lines(ExampleCluster.with { $0.row("db3") { $0.lag = .unknown } }, .table).last
        #expect(last == "warning   the lag of db3 is unknown")
    }

    @Test func `a finding that is worse than the verdict is counted beside it`() {
        let first = lines(ExampleCluster.with { $0.row("db3") { $0.lag = .unknown } }, .table).first
        #expect(first == "opengauss  ● WRITES OK ▲ 1  → db1 via 2/2 proxies")
    }

    @Test func `wide adds columns`() {
        let header = lines(ExampleCluster().snapshot, .wide)[2]
        for title in ["PATRONI", "AGENT", "SEEN"] { #expect(header.contains(title)) }
    }

    @Test func `a narrow terminal drops columns, never members`() {
        let narrow = lines(ExampleCluster().snapshot, .table, columns: 40)
        #expect(narrow[2].hasPrefix("MEMBER ROLE"))
        #expect(narrow.filter { $0.hasPrefix("db") }.count == 3)
    }

    @Test func `an event is one line with its date`() {
        let event = Event(
            at: ExampleCluster.now,
            kind: .leaderChanged,
            severity: .warning,
            subject: "db2",
            text: "leader changed from db1 to db2"
        )
        #expect(event.line(utcOffsetSeconds: 3600) == "2026-11-22 15:47:53  warning  leader changed from db1 to db2")
    }
}
