import Foundation
import TestSupport
import Testing

/// The product against the real components; one lab at a time in a network, because it takes fixed ports.
@Suite(.serialized, .enabled(if: Lab.isWanted, "set NINES_LAB=1, as Tests/run does"))
struct LabTests {
    /// `nines status --output json` of the whole lab.
    private func status(_ lab: Lab, from member: String = "db1") throws -> (exitCode: Int32, report: [String: Any]) {
        let agent = try #require(lab.addresses.patroni[member])
        let outcome = try Command([
            BuiltProgram.nines, "status", agent, "--haproxy", lab.addresses.haproxy, "--probe", lab.addresses.database,
            "--output", "json",
        ]).run(limit: 30)
        let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        return (outcome.exitCode, try #require(report, "\(outcome.errors)"))
    }

    private func rows(_ report: [String: Any], _ key: String) throws -> [[String: Any]] {
        try #require(report[key] as? [[String: Any]])
    }

    @Test(arguments: ["2.1.7", "debian", "4.1.5"])
    func `status agrees field by field with every source`(version: String) throws {
        let lab = try Lab(patroni: version)
        // A cluster that has just come up is listed as it was a loop_wait ago.
        var seen = try status(lab)
        let isWell = try eventually(within: .seconds(30)) {
            seen = try status(lab)
            return seen.exitCode == 0
        }
        #expect(isWell, "\(seen.report)")
        let report = seen.report
        try expectListing(lab, report)
        try expectAgents(lab, report)
        try expectProxy(lab, report)
        let probe = try #require(try rows(report, "probes").first)
        #expect(probe["reachable"] as? Bool == true)
    }

    private func expectListing(_ lab: Lab, _ report: [String: Any]) throws {
        let agent = try #require(lab.addresses.patroni["db2"])
        let answer = try JSONSerialization.jsonObject(with: try lab.get("\(agent)/cluster")) as? [String: Any]
        let listed = try #require(answer?["members"] as? [[String: Any]])
        let members = try rows(report, "members")
        #expect(members.count == listed.count)
        for (member, row) in zip(members, listed) {
            for key in ["name", "role", "state", "host"] {
                #expect(member[key] as? String == row[key] as? String, "\(key)")
            }
            #expect(member["port"] as? Int == row["port"] as? Int)
            #expect(
                member["timeline"] as? Int
                    == (row["timeline"] as? Int ?? (row["timeline"] as? String).flatMap(Int.init))
            )
            #expect(member["lagBytes"] as? Int == row["lag"] as? Int)
            #expect(member["pendingRestart"] as? Bool == (row["pending_restart"] as? Bool ?? false))
        }
    }

    private func expectAgents(_ lab: Lab, _ report: [String: Any]) throws {
        for member in try rows(report, "members") {
            let name = try #require(member["name"] as? String)
            let url = try #require(lab.addresses.patroni[name])
            let own = try #require(
                try JSONSerialization.jsonObject(with: try lab.get("\(url)/patroni")) as? [String: Any]
            )
            let api = try #require(member["api"] as? [String: Any])
            #expect(api["reachable"] as? Bool == true)
            #expect(api["role"] as? String == own["role"] as? String)
            #expect(api["state"] as? String == own["state"] as? String)
        }
    }

    private func expectProxy(_ lab: Lab, _ report: [String: Any]) throws {
        let csv = String(decoding: try lab.get("\(lab.addresses.haproxy);csv"), as: UTF8.self)
        let lines = csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        let names = try #require(lines.first)
        let status = try #require(names.firstIndex(of: "status"))
        let servers = lines.filter { $0.count > status && $0[0] == "opengauss" && $0[1].hasPrefix("dbsrv") }
        let proxy = try #require(try rows(report, "proxies").first)
        let backend = try #require(try rows(proxy, "backends").first { $0["name"] as? String == "opengauss" })
        #expect(backend["kind"] as? String == "primaryOnly")
        let told = try rows(backend, "servers")
        #expect(told.count == servers.count && told.count == 3)
        for (server, columns) in zip(told, servers) {
            #expect(server["name"] as? String == columns[1])
            #expect(server["status"] as? String == columns[status])
            #expect(server["member"] as? String == "db\(columns[1].suffix(1))")
        }
    }

    @Test func `a crashed leader is followed to its return, on screen`() throws {
        let lab = try Lab(patroni: "4.1.5")
        let leader = try lab.answer("leader")
        let seed = try #require(lab.addresses.patroni.first { $0.key != leader }?.value)
        let tmux = try Tmux(
            "\(BuiltProgram.nines) \(seed) --haproxy \(lab.addresses.haproxy) --probe \(lab.addresses.database)",
            columns: 140,
            rows: 40
        )
        let healthy = try tmux.shows("WRITES OK", "→ \(leader) via 1/1 proxy", "a database answers")
        #expect(healthy.met, "\(healthy.screen)")

        try lab("crash", leader)
        let noticed = try tmux.shows("FAILOVER", "leader \(leader)", "refused", within: .seconds(15))
        #expect(noticed.met, "\(noticed.screen)")
        try lab("wait", "leader", "--not", leader)
        let successor = try lab.answer("leader")
        let promoted = try tmux.waits(within: .seconds(15)) {
            $0.contains("★")
                && ($0.contains("leader changed from \(leader) to \(successor)")
                    || $0.contains("\(successor) is the leader"))
        }
        #expect(promoted.met, "\(promoted.screen)")
        let routed = try tmux.shows(
            "WRITES OK",
            "→ \(successor) via 1/1 proxy",
            "a database answers",
            within: .seconds(40)
        )
        #expect(routed.met, "\(routed.screen)")
        let ghost = try tmux.waits(within: .seconds(40)) { screen in
            screen.split(separator: "\n").contains { $0.contains(leader) && $0.contains("gone ") }
        }
        #expect(ghost.met, "\(ghost.screen)")

        try lab("start", leader)
        try lab("wait", "healthy")
        let rejoined = try tmux.waits(within: .seconds(30)) { screen in
            screen.split(separator: "\n").contains {
                $0.contains(leader) && $0.contains("replica") && $0.contains("streaming")
            }
        }
        #expect(rejoined.met, "\(rejoined.screen)")
        try tmux.press("q")
        try tmux.type("echo \"exit $?\"\n")
        #expect(try tmux.shows("exit 0").met)
    }

    @Test func `a frozen replica and a dead proxy are named while the rest goes on`() throws {
        let lab = try Lab(patroni: "debian")
        let leader = try lab.answer("leader")
        let replica = try #require(lab.addresses.patroni.keys.sorted().first { $0 != leader })
        try lab("freeze", replica)
        let (exitCode, report) = try status(lab, from: leader)
        #expect(exitCode == 1, "\(report)")
        let frozen = try #require(try rows(report, "members").first { $0["name"] as? String == replica })
        let api = try #require(frozen["api"] as? [String: Any])
        #expect(api["reachable"] as? Bool == false)
        #expect((api["failure"] as? String)?.contains("does not answer") == true, "\(api)")
        try lab("thaw", replica)
        try lab("stop", "haproxy")
        let (afterwards, without) = try status(lab, from: leader)
        #expect(afterwards != 0)
        let rules = try rows(without, "findings").compactMap { $0["rule"] as? String }
        #expect(rules.contains("proxy-unreachable") && rules.contains("clients-get-no-database"), "\(rules)")
    }
}
