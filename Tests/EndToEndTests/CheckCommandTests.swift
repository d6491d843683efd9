import Foundation
import TestSupport
import Testing

/// `nines check` on simulated clusters.
@Suite struct CheckCommandTests {
    private func check(_ cluster: SimulateProcess, _ options: String...) throws -> Command.Outcome {
        try Command([BuiltProgram.nines, "check"] + cluster.sources + options).run(limit: 60)
    }

    /// The checks that came out in a way, by id.
    private func ids(_ outcome: Command.Outcome, _ wanted: String) -> Set<String> {
        let checks = outcome.json["checks"] as? [[String: Any]] ?? []
        return Set(checks.filter { $0["outcome"] as? String == wanted }.compactMap { $0["id"] as? String })
    }

    @Test func `nothing worth a warning fails in a healthy cluster`() throws {
        let cluster = try SimulateProcess(scenario: "healthy")
        let outcome = try check(cluster, "--output", "json")
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        // Its two proxies would let twice 100 sessions through to a database that takes 50: a notice.
        #expect(ids(outcome, "fails") == ["connection-limits"], "\(outcome.output)")
        let holding = ids(outcome, "holds")
        for id in ["one-leader", "timing", "route-for-every-member", "proxies-agree", "writes-to-leader-only"] {
            #expect(holding.contains(id), "\(id): \(outcome.output)")
        }
        // What nobody can tell by reading is not claimed.
        let unknown = ids(outcome, "unknown")
        #expect(unknown.isSuperset(of: ["rest-protected", "sessions-end-with-server", "resolvers-in-effect"]))
        #expect(outcome.json["schema"] as? String == "nines.check/1")
    }

    @Test func `a proxy that checks another address fails with its finding and a remedy`() throws {
        let cluster = try SimulateProcess(scenario: "proxy-disagrees")
        let isFound = try eventually(within: .seconds(40)) {
            ids(try check(cluster, "--output", "json"), "fails").contains("proxies-agree")
        }
        #expect(isFound)
        let outcome = try check(cluster)
        #expect(outcome.exitCode == 2, "\(outcome.output)")
        #expect(outcome.output.contains("✖ critical"), "\(outcome.output)")
        #expect(outcome.output.contains("→ Give all proxies the same configuration"), "\(outcome.output)")
    }

    @Test func `the reference deployment fails where every member waits for a restart`() throws {
        let cluster = try SimulateProcess(scenario: "opengauss")
        let outcome = try check(cluster, "--output", "json")
        #expect(ids(outcome, "fails") == ["connection-limits", "no-pending-restart"], "\(outcome.output)")
        #expect(outcome.exitCode == 0, "a notice is no warning")
        #expect(
            ids(outcome, "unknown").contains("replication-links") || ids(outcome, "holds").contains("replication-links")
        )
    }

    @Test func `what runs is compared with what it was rendered from`() throws {
        let cluster = try SimulateProcess(scenario: "healthy")
        func values(_ change: (String) -> String) throws -> String {
            let text = """
                cluster: orders
                database: postgresql
                image: postgres:15
                members: 3
                store: kubernetes
                storage: {size: 1Gi}
                timing: {ttl: 20, loop_wait: 5, retry_timeout: 5}
                """
            let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).yaml")
            try Data(change(text).utf8).write(to: file)
            return file.path
        }
        let other = try values { $0.replacingOccurrences(of: "members: 3", with: "members: [db1, db2, pg3]") }
        defer { try? FileManager.default.removeItem(atPath: other) }
        let outcome = try check(cluster, "--against", other, "--output", "json")
        #expect(outcome.exitCode == 2, "\(outcome.output)\(outcome.errors)")
        let failing = ids(outcome, "fails")
        #expect(failing.isSuperset(of: ["members-as-rendered", "timing-as-rendered"]), "\(outcome.output)")
        #expect(outcome.output.contains("pg3 missing") && outcome.output.contains("db3 not in the values"))
        #expect(ids(outcome, "holds").isSuperset(of: ["database-as-rendered", "replication-as-rendered"]))
        let wrong = try check(cluster, "--against", "/nowhere.yaml")
        #expect(wrong.exitCode == 78 && wrong.errors.contains("/nowhere.yaml"), "\(wrong.errors)")
    }

    @Test(arguments: [("two-on-one-node", "fails", "db2 and db3 share"), ("healthy", "holds", "db1 on")])
    func `pods tell who shares a machine`(scenario: String, wanted: String, words: String) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).kubeconfig").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        let cluster = try SimulateProcess(scenario: scenario, options: ["--write-kubeconfig", file])
        let outcome = try check(cluster, "--kubeconfig", file, "--output", "json")
        #expect(ids(outcome, wanted).contains("members-apart"), "\(outcome.output)\(outcome.errors)")
        #expect(outcome.output.contains(words), "\(outcome.output)")
    }

    @Test func `Markdown holds the table, and nobody who answers is unknown`() throws {
        let cluster = try SimulateProcess(scenario: "healthy")
        let outcome = try check(cluster, "--output", "markdown")
        #expect(outcome.output.hasPrefix("# Check of orders\n"), "\(outcome.output)")
        #expect(outcome.output.contains("| holds | one member leads"), "\(outcome.output)")
        let nobody = try Command([BuiltProgram.nines, "check", "http://127.0.0.1:1"]).run(limit: 60)
        #expect(nobody.exitCode == 3, "\(nobody.output)\(nobody.errors)")
        #expect(nobody.errors == "nines: nothing answers: http://127.0.0.1:1 (connection refused).\n")
        #expect(nobody.output.isEmpty, "\(nobody.output)")
        let table = try Command([BuiltProgram.nines, "check", "http://127.0.0.1:1", "--output", "json"]).run(limit: 60)
        #expect(table.exitCode == 3 && table.json["schema"] as? String == "nines.check/1", "\(table.errors)")
        #expect(!table.output.contains("addresses differ"), "\(table.output)")
    }
}
