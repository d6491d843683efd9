import Foundation
import TestSupport
import Testing

/// The reference guide's table of HA tests, played by `nines drill` on real clusters.
extension LabTests.Measured {
    @Test(arguments: ["4.1.5"])
    func `every row of the guide's table passes, with its outage measured`(version: String) throws {
        let lab = try Lab(patroni: version)
        try lab("wait", "healthy")
        let home = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: home) }
        let program = PackageFolder.path("Tests/Lab/lab").path
        let commands = home.appendingPathComponent("commands")
        try Data(
            """
            # What the lab does in place of a person.
            leader-stopped='\(program)' stop {member}
            replica-stopped='\(program)' stop {member}
            leader-crashed='\(program)' crash {member}
            replica-crashed='\(program)' crash {member}
            start='\(program)' start {member}

            """.utf8
        ).write(to: commands)
        let agents = lab.addresses.patroni.sorted { $0.key < $1.key }.map(\.value)
        let outcome = try Command(
            [BuiltProgram.nines, "drill"] + agents + [
                "--haproxy", lab.addresses.haproxy, "--probe", lab.addresses.database, "--yes", "--cluster",
                "opengauss", "--command-file", commands.path, "--write", Self.write(lab), "--output", "json",
            ],
            environment: ["HOME": home.path, "XDG_STATE_HOME": "", "XDG_CONFIG_HOME": "", "PGPASSWORD": "nines-lab"]
        ).run(limit: 900)
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
        let report = try #require(
            try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        )
        let rows = try #require(report["rows"] as? [[String: Any]])
        #expect(
            rows.compactMap { $0["step"] as? String } == [
                "leader-stopped", "replica-stopped", "leader-crashed", "replica-crashed", "switchover", "failover",
            ]
        )
        for row in rows {
            #expect(row["outcome"] as? String == "passed", "\(row)")
            let step = try #require(row["step"] as? String)
            let outage = try #require(row["outageMs"] as? [String: Int])
            #expect(row["rejoinMs"] is Int && (row["writesAll"] as? Int ?? 0) > 20, "\(row)")
            if step.hasPrefix("replica") {
                #expect(outage == ["writes": 0], "\(row)")
            } else {
                #expect((outage["clients"] ?? 0) > 500 && (outage["writes"] ?? 0) > 500, "\(row)")
                #expect((outage["proxies"] ?? 0) > 500 && row["takeoverMs"] is Int, "\(row)")
            }
        }
        // A leader that crashes is missed until its lock expires; one that ends in order is not.
        let spans = Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0["step"] as? String ?? "", ($0["outageMs"] as? [String: Int])?["writes"] ?? 0)
            }
        )
        #expect((spans["leader-crashed"] ?? 0) > (spans["leader-stopped"] ?? 0), "\(spans)")
    }

    @Test func `a check of the lab finds the guide's timing right and what it lacks unknown`() throws {
        let lab = try Lab(patroni: "4.1.5")
        try lab("wait", "healthy")
        let agent = try #require(lab.addresses.patroni["db2"])
        let outcome = try Command([
            BuiltProgram.nines, "check", agent, "--haproxy", lab.addresses.haproxy, "--probe", lab.addresses.database,
            "--etcd", "http://127.0.0.1:2379", "--output", "json",
        ]).run(limit: 60)
        // One etcd, and a proxy that lets more sessions through than the lab's small databases take.
        #expect(outcome.exitCode == 1, "\(outcome.output)\(outcome.errors)")
        let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let checks = try #require(report?["checks"] as? [[String: Any]])
        let failing = checks.filter { $0["outcome"] as? String == "fails" }.compactMap { $0["id"] as? String }
        #expect(Set(failing) == ["connection-limits", "store-redundant"], "\(outcome.output)")
        let open = try Command([
            "curl", "--silent", "--request", "POST", "--data", "", "--output", "/dev/null", "--write-out",
            "%{http_code}",
            "\(agent)/switchover",
        ]).run(limit: 20)
        // What `rest-protected` tells to try by hand changes nothing and tells.
        #expect(open.output == "400")
    }

    /// One write through the proxy as `psql` does it, whoever leads.
    private static func write(_ lab: Lab) -> String {
        let address = lab.addresses.database.split(separator: ":")
        let host = address.first.map(String.init) ?? "", port = address.last.map(String.init) ?? ""
        return "psql --no-psqlrc --quiet --host=\(host) --port=\(port) --username=postgres --dbname=postgres"
            + " --set=ON_ERROR_STOP=1 --command='create temporary table drill (i int); insert into drill values (1);"
            + " select txid_current()'"
    }
}
