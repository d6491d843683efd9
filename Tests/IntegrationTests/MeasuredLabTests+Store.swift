import ClusterModel
import CurlTransport
import Endpoints
import Foundation
import TestSupport
import Testing

/// etcd as a source, against a real one.
extension LabTests.Measured {
    private static let etcd = "http://127.0.0.1:2379"

    @Test func `the lock moves on screen with its key, and a dead etcd is named while the rest goes on`() throws {
        let lab = try Lab(patroni: "debian")
        let leader = try lab.answer("leader")
        let agent = try #require(lab.addresses.patroni[leader])
        let tmux = try Tmux("\(BuiltProgram.nines) \(agent) --etcd \(Self.etcd)", columns: 140, rows: 40)
        let healthy = try tmux.shows("WRITES OK", "lock \(leader), expires in", "1/1 healthy", "revision")
        #expect(healthy.met, "\(healthy.screen)")

        let successor = try #require(["db1", "db2", "db3"].first { $0 != leader })
        _ = try lab.answer(
            "api",
            leader,
            "POST",
            "/switchover",
            "{\"leader\": \"\(leader)\", \"candidate\": \"\(successor)\"}"
        )
        try lab("wait", "leader", "--not", leader)
        let moved = try tmux.shows("lock \(successor)", "\(successor) took the leader lock", within: .seconds(2))
        #expect(moved.met, "\(moved.screen)")
        try lab("wait", "healthy")

        try lab("crash", "etcd")
        let named = try tmux.shows("refused", "0/1 healthy", within: .seconds(15))
        #expect(named.met, "\(named.screen)")
        #expect(named.screen.contains("db1") && named.screen.contains("db3"), "\(named.screen)")
        try lab("start", "etcd")
        let back = try tmux.shows("lock ", "1/1 healthy", within: .seconds(40))
        #expect(back.met, "\(back.screen)")
        try tmux.press("q")
    }

    @Test func `patronictl's own file is enough`() throws {
        let lab = try Lab(patroni: "debian")
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString).yaml")
        try Data("scope: opengauss\netcd3: {hosts: '127.0.0.1:2379'}\n".utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let outcome = try Command([
            BuiltProgram.nines, "status", "--patronictl", file.path, "--output", "json",
        ]).run(limit: 30)
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any],
            "\(outcome.errors)"
        )
        #expect((report["members"] as? [[String: Any]])?.count == 3 && outcome.exitCode == 0, "\(report)")
        let store = try #require((report["dcs"] as? [String: Any])?["store"] as? [String: Any])
        let lock = try #require(store["lock"] as? [String: Any])
        let leader = try lab.answer("leader")
        #expect(lock["holder"] as? String == leader)
        #expect((1...21_000).contains(lock["expiresInMs"] as? Int ?? 0), "\(lock)")
        #expect(store["quorum"] as? Bool == true && store["members"] as? Int == 1)
    }

    @Test func `a changed key is known within a tenth of a second`() throws {
        let lab = try Lab(patroni: "debian")
        defer { withExtendedLifetime(lab) {} }
        let reader = try CurlReader(
            agents: Access(),
            proxies: Access(),
            userAgent: "nines/test",
            clock: SystemClock.now
        )
        let plan = StorePlan(endpoints: [try WebAddress.store(parsing: Self.etcd)], scope: "pushed")
        var watch = ClusterWatch(WatchPlan(agents: [], store: plan), at: SystemClock.now())
        func run(_ span: Duration, until condition: (StoreView?) -> Bool) {
            let end = SystemClock.now() + span
            while !condition(watch.snapshot(at: SystemClock.now()).store), SystemClock.now() < end {
                for request in watch.due(at: SystemClock.now()) {
                    reader.start(request, deadline: watch.deadline(of: request))
                }
                let next = min(watch.nextDue ?? end, end) - SystemClock.now()
                for reply in reader.wait(atMost: max(.zero, next), descriptors: []).replies { watch.absorb(reply) }
            }
        }
        run(.seconds(10)) { $0?.isWatched == true }
        for holder: MemberName in ["db1", "db2", "db3"] {
            let body = #"{"key":"\#(base64("/service/pushed/leader"))","value":"\#(base64(holder.text))"}"#
            let put = try Command(["curl", "-s", "\(Self.etcd)/v3/kv/put", "-d", body]).run(limit: 10)
            #expect(put.exitCode == 0)
            let changed = SystemClock.now()
            run(.seconds(10)) { $0?.lock?.holder == holder }
            let seen = SystemClock.now() - changed
            #expect(seen <= .milliseconds(100), "\(holder) after \(seen)")
        }
    }

    private func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
