import Foundation
import TestSupport
import Testing

extension LabTests {
    /// Operations from the keyboard against real Patroni, in a real terminal: minutes, which `Tests/run` lets pass beside other tests.
    @Suite struct Keys {}
}

extension LabTests.Keys {
    /// `nines` on the lab's cluster, with somebody at its keys and a home of its own.
    private struct Keyboard {
        let tmux: Tmux
        private let home: URL

        init(_ lab: Lab) throws {
            home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
            let agents = lab.addresses.patroni.sorted { $0.key < $1.key }.map(\.value)
            let words = [BuiltProgram.nines, "--no-bell"] + agents + ["--haproxy", lab.addresses.haproxy]
            tmux = try Tmux(
                (words + ["--probe", lab.addresses.database]).joined(separator: " "),
                columns: 120,
                rows: 40,
                environment: ["HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""]
            )
        }

        func leave() { try? FileManager.default.removeItem(at: home) }

        /// Opens the dialog with a key or a command, types the name, presses the button, and waits for `end`.
        ///
        /// - Parameter when: typed into the field of that name first.
        func operate(_ opening: String, name: String, when: String? = nil, until end: String) throws {
            // An Escape right before another key is that key with Alt: only what is there is put away.
            if try tmux.screen().contains("Esc puts this away") {
                try tmux.press("Escape")
                try #require(try tmux.waits { !$0.contains("Esc puts this away") }.met)
            }
            try tmux.type(opening)
            let open = try tmux.shows("the name \(name)", within: .seconds(20))
            try #require(open.met, "\(opening): \(open.screen)")
            if let when {
                // From the button that cancels: the candidates, then the time.
                for key in ["Tab", "Tab"] { try tmux.press(key) }
                try tmux.type(when)
                let isTaken = try tmux.shows("\(when)▏", "scheduled_at")
                try #require(isTaken.met, "\(isTaken.screen)")
                try tmux.press("Tab")
            }
            try tmux.type(name)
            try #require(try tmux.shows("\(name)▏ ✔").met)
            try tmux.press("Tab")
            let armed = try tmux.waits { $0.contains("▸[") && !$0.contains("▸[ Cancel ]") }
            try #require(armed.met, "\(opening): \(armed.screen)")
            // A button that has only just got the focus takes no Enter.
            let isGone = try eventually {
                try tmux.press("Enter")
                return try tmux.waits(within: .seconds(2)) { !$0.contains("[ Cancel ]") }.met
            }
            try #require(isGone, "the dialog stays")
            let done = try tmux.shows(end, "Esc puts this away", within: .seconds(120))
            try #require(done.met, "\(opening): \(done.screen)")
        }

        /// The audit file's events by operation, in the order of their beginning.
        func audit() throws -> [(operation: String, events: [String])] {
            let file = home.appendingPathComponent(".local/state/nines/operations.jsonl")
            var all: [(id: String, operation: String, events: [String])] = []
            for line in try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")) {
                let record = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
                let id = try #require(record["id"] as? String)
                let event = try #require(record["outcome"] as? String ?? record["event"] as? String)
                if all.last?.id != id { all.append((id, record["operation"] as? String ?? "", [])) }
                all[all.count - 1].events.append(event)
            }
            return all.map { ($0.operation, $0.events) }
        }
    }

    @Test(arguments: ["2.1.7", "debian", "4.1.5"])
    func `every operation by keyboard is followed to the right end`(version: String) throws {
        let lab = try Lab(patroni: version)
        let keyboard = try Keyboard(lab)
        defer { keyboard.leave() }
        let ready = try keyboard.tmux.shows("WRITES OK", "nothing is wrong", within: .seconds(60))
        try #require(ready.met, "\(ready.screen)")
        let (leader, scope) = (try lab.answer("leader"), try cluster(lab))
        let others = ["db1", "db2", "db3"].filter { $0 != leader }
        for candidate in others {
            try keyboard.operate(":switchover \(candidate)\n", name: candidate, until: "● \(candidate) leads")
            #expect(try lab.answer("leader") == candidate)
        }
        try keyboard.operate("S", name: leader, when: "+10m", until: "● the switchover is listed")
        try keyboard.operate("X", name: scope, until: "● no switchover is scheduled")
        // The cursor stays on the first member.
        try keyboard.operate("R", name: "db1", until: "● db1 has restarted")
        try keyboard.operate("L", name: "db1", until: "● db1's agent accepted it")
        try keyboard.operate(":reinitialize \(others[0])\n", name: others[0], until: "● \(others[0]) follows")
        try keyboard.operate("P", name: scope, until: "● every member confirms")
        #expect(try keyboard.tmux.shows("MAINTENANCE", within: .seconds(30)).met)
        try lab("crash", others[1])
        try #require(try LabTests.isWithoutLeader(lab, seenBy: leader))
        try keyboard.operate(":failover \(leader)\n", name: leader, until: "● \(leader) leads")
        #expect(try lab.answer("leader") == leader)
        let outage = try keyboard.tmux.shows("outage")
        #expect(outage.met, "\(outage.screen)")
        try keyboard.operate("P", name: scope, until: "● every member confirms")
        let audit = try keyboard.audit()
        #expect(
            audit.map(\.operation) == [
                "switchover", "switchover", "switchover", "cancel switchover", "restart", "reload", "reinitialize",
                "pause", "failover", "resume",
            ]
        )
        #expect(audit.allSatisfy { $0.events == ["planned", "sent", "answered", "done"] }, "\(audit)")
    }

    /// The scope; older agents tell it only of themselves.
    private func cluster(_ lab: Lab) throws -> String {
        let agent = try #require(lab.addresses.patroni["db1"])
        let answer = try JSONSerialization.jsonObject(with: try lab.get("\(agent)/patroni")) as? [String: Any]
        return try #require((answer?["patroni"] as? [String: Any])?["scope"] as? String)
    }
}
