import ClusterModel
import Dashboard
import TerminalUI
import Testing

@Suite struct AttentionTests {
    private func calls(_ desk: Desk) -> [Dashboard.Effect] {
        desk.effects.filter { effect in
            switch effect {
            case .ring, .notify, .runHook: true
            case .read, .stop, .record, .useTheme, .repaint, .saveReport, .quit: false
            }
        }
    }

    /// A cluster that is well for two seconds.
    private func well(_ attention: AttentionOptions = AttentionOptions()) -> Desk {
        var desk = Desk(attention: attention)
        desk.pass(.seconds(2))
        return desk
    }

    @Test func `the bell rings once for an outage and once for its end`() {
        var desk = well()
        #expect(calls(desk).isEmpty)
        desk.leader = ""
        desk.pass(.seconds(30))
        #expect(calls(desk) == [.ring])
        desk.leader = "db2"
        desk.pass(.seconds(30))
        #expect(calls(desk) == [.ring, .ring])
    }

    @Test func `a short outage rings for its end when ten seconds are over, a long flapping not more often`() {
        var desk = well()
        desk.leader = ""
        desk.pass(.seconds(2))
        desk.leader = "db1"
        desk.pass(.seconds(5))
        #expect(calls(desk) == [.ring])
        desk.pass(.seconds(6))
        #expect(calls(desk) == [.ring, .ring])
        for step in 0..<10 {
            desk.leader = step.isMultiple(of: 2) ? "" : "db1"
            desk.pass(.seconds(2))
        }
        #expect(calls(desk).count <= 4)
    }

    @Test func `b silences the bell for this session and says so`() {
        var desk = well()
        desk.press(.character("b"))
        #expect(desk.screen.contains("the bell is silent"))
        desk.leader = ""
        desk.pass(.seconds(3))
        #expect(calls(desk).isEmpty)
        desk.press(.character("b"))
        #expect(desk.screen.contains("the bell rings"))
    }

    @Test func `notification and hook say what and where`() throws {
        var desk = well(AttentionOptions(bell: false, notify: true, hook: true))
        desk.leader = ""
        desk.pass(.seconds(3))
        let seen = calls(desk)
        #expect(seen.count == 2)
        guard case .notify(let title, let body)? = seen.first, case .runHook(let alert)? = seen.last else {
            Issue.record("\(seen)")
            return
        }
        #expect(title == "nines orders" && body.contains("no leader"))
        #expect(alert.kind == .critical && alert.cluster == "orders" && alert.text == body)
    }

    @Test func `no key press calls anybody`() {
        var desk = well(AttentionOptions(bell: true, notify: true, hook: true))
        for key in KeyTable.rows.flatMap(\.keys) { desk.press(key) }
        #expect(calls(desk).isEmpty)
    }

    @Test func `a replay shows the outage again and is silent`() {
        var live = well()
        live.leader = ""
        live.pass(.seconds(5))
        #expect(calls(live) == [.ring])
        var replay = Desk(
            attention: AttentionOptions(bell: true, notify: true, hook: true),
            playback: Playback()
        )
        for reply in live.replies { replay.send(.replied(reply)) }
        #expect(replay.screen.contains("FAILOVER") && replay.screen.contains("db1 lost the leader lock"))
        #expect(replay.effects.isEmpty, "\(replay.effects)")
    }
}
