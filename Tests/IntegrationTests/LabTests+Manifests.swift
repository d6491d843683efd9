import Foundation
import TestSupport
import Testing

/// What `nines manifests` renders, run by the real components.
extension LabTests {
    /// Values for a stack whose members share this machine.
    private static let values = """
        cluster: opengauss
        namespace: platform
        database: postgresql
        image: patroni-postgresql:15
        members: 3
        store: {etcd: ["http://127.0.0.1:2379"]}
        storage: {host_path: /data/opengauss}
        timing: {ttl: 20, loop_wait: 5, retry_timeout: 5}
        parameters:
          max_connections: 50
          shared_buffers: 16MB
          fsync: "off"
          unix_socket_directories: ""
          dynamic_shared_memory_type: mmap
        proxy: {name_servers: ["127.0.0.1:5453"], max_connections: 50}

        """

    private func rendered() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let values = folder.appendingPathComponent("values.yaml")
        try Data(Self.values.utf8).write(to: values)
        let outcome = try Command([BuiltProgram.nines, "manifests", values.path]).run(limit: 30)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let manifests = folder.appendingPathComponent("stack.yaml")
        try Data(outcome.output.utf8).write(to: manifests)
        return manifests.path
    }

    /// What a client reads through a port of the proxy; nil when it gets no session.
    private func answer(to query: String, port: Int) throws -> String? {
        let outcome = try Command(
            ["psql", "-h", "127.0.0.1", "-p", "\(port)", "-U", "postgres", "-qAtc", query],
            environment: ["PGPASSWORD": "nines-lab-superuser", "PGCONNECT_TIMEOUT": "3"]
        ).run(limit: 20)
        return outcome.exitCode == 0 ? outcome.output.trimmingCharacters(in: .whitespacesAndNewlines) : nil
    }

    private func writer() throws -> String? {
        try answer(to: "CREATE TABLE IF NOT EXISTS written (); SELECT inet_server_addr()", port: 6000)
    }

    /// What the proxy has of a server: status, check, address.
    private func server(_ name: String, of backend: String, in lab: Lab) throws -> [String: String] {
        let csv = String(decoding: try lab.get("\(lab.addresses.haproxy);csv"), as: UTF8.self)
        let lines = csv.split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        guard let names = lines.first,
            let row = lines.first(where: { $0.count > 1 && $0[0] == backend && $0[1] == name })
        else { return [:] }
        return Dictionary(zip(names, row)) { first, _ in first }
    }

    private func switchOver(_ lab: Lab, to candidate: String) throws {
        let leader = try lab.answer("leader")
        let body = "{\"leader\": \"\(leader)\", \"candidate\": \"\(candidate)\"}"
        let agent = try #require(lab.addresses.patroni[leader])
        let refused = try Command([
            "curl", "-s", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", "-d", body, "\(agent)/switchover",
        ]).run(limit: 20)
        #expect(refused.output == "401", "the REST API must not change anything for everybody")
        // The leader knows a candidate's new address only from its next turn on.
        let isAccepted = eventually(within: .seconds(30)) {
            (try? lab("api", leader, "POST", "/switchover", body)) != nil
        }
        #expect(isAccepted)
        try lab("wait", "leader", "--not", leader)
    }

    private func rules(_ lab: Lab) throws -> (exitCode: Int32, texts: [String: String]) {
        let agent = try #require(lab.addresses.patroni["db1"])
        let outcome = try Command([
            BuiltProgram.nines, "status", agent, "--haproxy", lab.addresses.haproxy, "--probe", lab.addresses.database,
            "--output", "json",
        ]).run(limit: 30)
        let report = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
        let findings = report?["findings"] as? [[String: Any]] ?? []
        let texts = findings.map { ($0["rule"] as? String ?? "", $0["text"] as? String ?? "") }
        return (outcome.exitCode, Dictionary(texts) { $0 + "; " + $1 })
    }

    @Test(arguments: ["debian", "4.1.5"])
    func `the rendered stack is a cluster, and its proxy follows a member to another address`(version: String) throws {
        let lab = try Lab(patroni: version, "--manifests", try rendered())
        #expect(try writer() == "127.0.0.11")
        let reads = try eventually(within: .seconds(30)) {
            try answer(to: "SELECT pg_is_in_recovery()", port: 6001) == "t"
        }
        #expect(reads)

        try lab("move", "db2")
        let followed = try eventually(within: .seconds(40)) {
            let row = try server("dbsrv2", of: "opengauss-read", in: lab)
            return row["addr"] == "127.0.0.22:5432" && row["status"] == "UP"
        }
        let row = try server("dbsrv2", of: "opengauss-read", in: lab)
        #expect(followed, "\(row)")
        try lab("wait", "healthy")
        try switchOver(lab, to: "db2")
        #expect(try eventually(within: .seconds(40)) { try writer() == "127.0.0.22" })
        try lab("wait", "healthy")
        var seen = try rules(lab)
        let isWell = try eventually(within: .seconds(30)) {
            seen = try rules(lab)
            return seen.exitCode == 0
        }
        #expect(isWell && seen.texts["stale-address"] == nil, "\(seen)")

        // The rendered accounts suffice to rewind a leader that fell.
        try lab("crash", "db2")
        try lab("wait", "leader", "--not", "db2")
        #expect(try eventually(within: .seconds(40)) { try writer().map { $0 != "127.0.0.22" } ?? false })
        try lab("start", "db2")
        try lab("wait", "healthy")
    }

    @Test func `wired as the guide has it, a member that comes back elsewhere is lost, and status says why`() throws {
        let lab = try Lab(patroni: "debian", "--manifests", try rendered(), "--wiring", "guide")
        #expect(try writer() == "127.0.0.11")
        try lab("move", "db2")
        try lab("wait", "healthy")
        let before = try rules(lab)
        #expect(
            before.exitCode != 0
                && before.texts["stale-address"]?.contains("uses 127.0.0.12 for db2, which is at 127.0.0.22") == true,
            "\(before)"
        )
        try switchOver(lab, to: "db2")
        let isCutOff = try eventually(within: .seconds(40)) {
            let found = try rules(lab)
            return found.exitCode == 2 && found.texts["no-route-to-leader"] != nil
        }
        #expect(isCutOff)
        #expect(try writer() == nil, "the old address would have to answer")
        #expect(try server("dbsrv2", of: "opengauss", in: lab)["addr"] == "127.0.0.12:5432")
    }
}
