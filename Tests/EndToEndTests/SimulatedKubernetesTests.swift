import Foundation
import TestSupport
import Testing

/// `nines simulate` with its Kubernetes API server, and the kubectl of this machine.
struct SimulatedKubernetesTests {
    @Test func `a kubeconfig that is written leads kubectl to the pods`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let config = folder.appendingPathComponent("config").path
        let simulate = try SimulateProcess(scenario: "opengauss", options: ["--write-kubeconfig", config])
        #expect(simulate.cluster.kubernetes?.namespace == "platform")
        let kubectl = Command(
            ["kubectl", "get", "pods", "-l", "app=db1", "--no-headers"],
            environment: ["HOME": folder.path, "KUBECONFIG": config]
        )
        let outcome = try kubectl.run(limit: 30)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        #expect(outcome.output.hasPrefix("db1-deployment-67d97bbdf7-vz29h"))
    }

    @Test func `no API server is served unless it is asked for`() throws {
        #expect(try SimulateProcess(scenario: "healthy").cluster.kubernetes == nil)
    }

    @Test func `what cannot be served or written is said`() throws {
        let nines = BuiltProgram.nines
        let crowd = try Command([nines, "simulate", "--clusters", "11", "--kubernetes-port", "0"]).run(limit: 30)
        #expect(crowd.exitCode == 64)
        #expect(crowd.errors.contains("only up to 10 clusters"))
        let lost = try Command([nines, "simulate", "--write-kubeconfig", "/nonexistent/config"]).run(limit: 30)
        #expect(lost.exitCode == 69)
        #expect(lost.errors.contains("/nonexistent/config"))
    }
}
