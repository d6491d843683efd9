import Foundation
import TestSupport
import Testing

/// `nines manifests` as its users call it.
@Suite struct ManifestsCommandTests {
    private let nines = BuiltProgram.nines

    private func folder() -> String {
        FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)").path
    }

    @Test func `the example goes through a pipe into a stack`() throws {
        let outcome = try Command(["bash", "-c", "\(nines) manifests --example | \(nines) manifests -"]).run(limit: 30)
        #expect(outcome.exitCode == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
        #expect(outcome.output.contains("kind: Deployment") && outcome.output.contains("name: dbsrv3"))
    }

    @Test func `a folder is written, and nothing in it replaced unless it is asked for`() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let call = "\(nines) manifests --example | \(nines) manifests - --output \(folder)"
        let first = try Command(["bash", "-c", call]).run(limit: 30)
        #expect(first.exitCode == 0 && first.output.contains("\(folder)/30-members.yaml\n"), "\(first.errors)")
        let again = try Command(["bash", "-c", call]).run(limit: 30)
        #expect(again.exitCode == 0, "what is the same is no change: \(again.errors)")

        let file = URL(fileURLWithPath: "\(folder)/30-members.yaml")
        try Data("mine".utf8).write(to: file)
        let refused = try Command(["bash", "-c", call]).run(limit: 30)
        #expect(
            refused.exitCode == 73 && refused.errors.contains("30-members.yaml would be replaced"),
            "\(refused.errors)"
        )
        #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
        let replaced = try Command(["bash", "-c", call + " --overwrite"]).run(limit: 30)
        #expect(replaced.exitCode == 0)
        #expect(try String(contentsOf: file, encoding: .utf8).contains("kind: Deployment"))
    }

    @Test func `a part alone can be had, where there is one`() throws {
        let example = try Command([
            "bash", "-c", "\(nines) manifests --example | \(nines) manifests - --part haproxy.cfg",
        ])
        .run(limit: 30)
        #expect(example.output.hasPrefix("global\n"))
        let values = "{cluster: a, database: postgresql, image: b, members: 2, store: kubernetes, storage: {size: 1Gi}}"
        let none = try Command(["bash", "-c", "echo '\(values)' | \(nines) manifests - --part entrypoint.sh"]).run(
            limit: 30
        )
        #expect(none.exitCode == 64 && none.errors.contains("postgresql has no entrypoint.sh"), "\(none.errors)")
    }

    @Test func `what is wrong is told with its place`() throws {
        let values =
            "cluster: a\\ndatabase: mysql\\nimage: b\\nmembers: 2\\nstore: kubernetes\\nstorage: {size: 1Gi}\\n"
        let outcome = try Command(["bash", "-c", "printf '\(values)' | \(nines) manifests -"]).run(limit: 30)
        #expect(outcome.exitCode == 78 && outcome.output.isEmpty)
        #expect(
            outcome.errors.contains("-:2:11: database: 'mysql' is not known; write opengauss or postgresql"),
            "\(outcome.errors)"
        )
        let missing = try Command([nines, "manifests", "/nowhere/values.yaml"]).run(limit: 30)
        #expect(missing.exitCode == 78 && missing.errors.contains("there is no such file"))
        let nothing = try Command([nines, "manifests"]).run(limit: 30)
        #expect(nothing.exitCode == 64 && nothing.errors.contains("--example"))
    }
}
