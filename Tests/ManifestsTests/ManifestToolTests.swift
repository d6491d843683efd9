import Foundation
import Manifests
import TestSupport
import Testing

/// The rendered files before the programs that are to take them.
@Suite(.enabled(if: ManifestTools.areWanted, "Tests/install and Tests/Lab/lab install bring what is needed"))
struct ManifestToolTests {
    @Test(arguments: ValueSet.all)
    func `Kubernetes' schema takes every object`(values: ValueSet) throws {
        let scratch = try Scratch()
        let file = try scratch.write(values.stack().yaml(), to: "stack.yaml")
        for version in ["1.25", "1.32"] {
            let outcome = try Command([
                "\(ManifestTools.folder)/kubernetes-validate", "--strict", "--no-warn", "-k", version, file,
            ]).run(limit: 60)
            #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
            let passed = (outcome.output + outcome.errors).split(separator: "\n").filter { $0.contains(" passed ") }
            let count = try values.stack().documents().count
            #expect(passed.count == count, "\(outcome.output)\(outcome.errors)")
        }
    }

    @Test func `Kubernetes' schema would refuse what it does not know`() throws {
        let scratch = try Scratch()
        let text = try ValueSet.guide.stack().yaml().replacingOccurrences(
            of: "clusterIP: None",
            with: "clusterIPP: None"
        )
        let file = try scratch.write(text, to: "stack.yaml")
        let outcome = try Command(["\(ManifestTools.folder)/kubernetes-validate", "--strict", file]).run(limit: 60)
        #expect(outcome.exitCode != 0)
    }

    @Test(arguments: ValueSet.all)
    func `two other readers of YAML find the same in it`(values: ValueSet) throws {
        let scratch = try Scratch()
        let stack = try values.stack()
        let file = try scratch.write(stack.yaml(), to: "stack.yaml")
        let patroni = try scratch.write(stack.text(of: .patroni) ?? "", to: "patroni.yml")
        let compare = PackageFolder.path("Tests/ManifestsTests/Tools/compare.py").path
        let outcome = try Command(["\(ManifestTools.folder)/python3", compare, file, patroni]).run(limit: 60)
        let count = try stack.documents().count
        #expect(outcome.output == "\(count)\n1\n", "\(outcome.output)\(outcome.errors)")
    }

    @Test(arguments: ValueSet.all)
    func `whatever refers to something finds it`(values: ValueSet) throws {
        let scratch = try Scratch()
        let file = try scratch.write(values.stack().yaml(), to: "stack.yaml")
        let outcome = try Command(["/usr/bin/python3", ManifestTools.rendered, file, "check"]).run(limit: 60)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
    }

    @Test(arguments: ValueSet.all)
    func `HAProxy takes its configuration`(values: ValueSet) throws {
        let scratch = try Scratch()
        let file = try scratch.write(values.stack().text(of: .proxy) ?? "", to: "haproxy.cfg")
        let outcome = try Command(["/usr/sbin/haproxy", "-c", "-f", file]).run(limit: 60)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let complaints = (outcome.errors + outcome.output).split(separator: "\n").filter { $0.contains("WARNING") }
        #expect(complaints.isEmpty, "\(complaints)")
    }

    @Test(arguments: ValueSet.all, ["2.1.7", "debian", "4.1.5"])
    func `Patroni takes its configuration`(values: ValueSet, version: String) throws {
        let scratch = try Scratch()
        let stack = try values.stack()
        let manifests = try scratch.write(stack.yaml(), to: "stack.yaml")
        let member = try #require(stack.values.members.first?.name)
        let environment = try Command([
            "/usr/bin/python3", ManifestTools.rendered, manifests, "environment", member, "10.1.2.3",
            "superuser-password=one", "replication-password=two", "rewind-password=three",
            "restapi-password=four",
        ]).run(limit: 60)
        #expect(environment.exitCode == 0, "\(environment.errors)")
        var variables = environment.output.split(separator: "\0").map(String.init)
        // What only the image and the pod have: the volume, the database's programs, an address to listen on.
        variables.append("PATRONI_POSTGRESQL_DATA_DIR=\(scratch.path)/pgdata")
        if stack.values.database == .opengauss {
            variables += ["PATRONI_POSTGRESQL_LISTEN=127.0.0.1:15999", "PATRONI_POSTGRESQL_BIN_DIR=\(Self.binaries)"]
        }
        let file = try scratch.write(stack.text(of: .patroni) ?? "", to: "patroni.yml")
        let program = version == "debian" ? "/usr/bin/patroni" : "\(ManifestTools.cache)/patroni-\(version)/bin/patroni"
        // It tries whether the store can be reached, so something has to listen.
        let outcome = try LoopbackServer.run(script: { _ in [] }) { store in
            if case .etcd = stack.values.store { variables.append("PATRONI_ETCD3_HOSTS=127.0.0.1:\(store.port)") }
            return try Command(
                ["env", "PATH=\(Self.binaries):/usr/bin:/bin"] + variables + [program, "--validate-config", file]
            ).run(limit: 60)
        }
        #expect(outcome.exitCode == 0, "\(outcome.output)\(outcome.errors)")
    }

    private static let binaries = "/usr/lib/postgresql/15/bin"
}
