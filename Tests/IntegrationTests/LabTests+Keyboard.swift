import Foundation
import TestSupport
import Testing

/// Operations from the keyboard against real Patroni, in a real terminal.
extension LabTests {
    private func open(_ lab: Lab, _ home: URL) throws -> Tmux {
        let agents = lab.addresses.patroni.sorted { $0.key < $1.key }.map(\.value)
        let words = [BuiltProgram.nines, "--no-bell"] + agents + ["--haproxy", lab.addresses.haproxy]
        return try Tmux(
            (words + ["--probe", lab.addresses.database]).joined(separator: " "),
            columns: 120,
            rows: 40,
            environment: ["HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": ""]
        )
    }

    /// Opens the dialog of a key, types the name, presses the button, and waits for `end`.
    private func operate(_ key: String, name: String, until end: String, on tmux: Tmux) throws {
        // An Escape right before another key is that key with Alt: only what is there is put away.
        if try tmux.screen().contains("Esc puts this away") {
            try tmux.press("Escape")
            try #require(try tmux.waits { !$0.contains("Esc puts this away") }.met)
        }
        try tmux.press(key)
        let open = try tmux.shows("the name \(name)", within: .seconds(20))
        try #require(open.met, "\(key): \(open.screen)")
        try tmux.type(name)
        try #require(try tmux.shows("\(name)▏ ✔").met)
        try tmux.press("Tab")
        try #require(try tmux.waits { $0.contains("▸[") && !$0.contains("▸[ Cancel") }.met)
        // A button that has only just got the focus takes no Enter.
        let isGone = try eventually {
            try tmux.press("Enter")
            return try tmux.waits(within: .seconds(2)) { !$0.contains("[ Cancel ]") }.met
        }
        try #require(isGone, "the dialog stays")
        let done = try tmux.shows(end, "Esc puts this away", within: .seconds(120))
        try #require(done.met, "\(key): \(done.screen)")
    }

    @Test(arguments: ["2.1.7", "debian", "4.1.5"])
    func `switchover, restart, pause and resume by keyboard`(version: String) throws {
        let lab = try Lab(patroni: version)
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let leader = try lab.answer("leader")
        let tmux = try open(lab, home)
        let ready = try tmux.waits(within: .seconds(60)) { screen in
            screen.contains("WRITES OK") && screen.contains("nothing is wrong")
        }
        #expect(ready.met, "\(ready.screen)")
        let candidate = leader == "db2" ? "db1" : "db2"
        try tmux.type(":switchover \(candidate)\n")
        #expect(try tmux.shows("the name \(candidate)").met)
        try tmux.press("Escape")
        #expect(try tmux.waits { !$0.contains("[ Cancel ]") }.met)
        let first = ["db1", "db2", "db3"].first { $0 != leader } ?? ""
        try operate("S", name: first, until: "● \(first) leads", on: tmux)
        #expect(try lab.answer("leader") == first)
        // The cursor stays on the first member.
        try operate("R", name: "db1", until: "● db1", on: tmux)
        let scope = try #require(try cluster(lab))
        try operate("P", name: scope, until: "● ", on: tmux)
        #expect(try tmux.shows("MAINTENANCE", within: .seconds(30)).met)
        try operate("P", name: scope, until: "● ", on: tmux)
        let text = try String(
            contentsOf: home.appendingPathComponent(".local/state/nines/operations.jsonl"),
            encoding: .utf8
        )
        #expect(text.components(separatedBy: #""outcome": "done""#).count == 5, "\(text)")
    }

    /// The scope; older agents tell it only of themselves.
    private func cluster(_ lab: Lab) throws -> String? {
        let agent = try #require(lab.addresses.patroni["db1"])
        let answer = try JSONSerialization.jsonObject(with: try lab.get("\(agent)/patroni")) as? [String: Any]
        return (answer?["patroni"] as? [String: Any])?["scope"] as? String
    }
}
