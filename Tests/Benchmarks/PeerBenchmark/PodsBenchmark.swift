import Foundation
import Glibc
import TestSupport

/// Thousands of pods, from the last byte of their list to the screen; `kubectl get pods -o wide` in turns.
struct PodsBenchmark {
    private let nines: String
    private let pods: Int
    private let runs: Int
    private static let budget = Duration.seconds(1)
    private static let memoryBudget = 150 * 1024

    init(nines: String, pods: Int, runs: Int) {
        self.nines = nines
        self.pods = pods
        self.runs = runs
    }

    func run() throws -> String {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let recorded = Fixture.root.appendingPathComponent("kubernetes-1.32.13/pods-gauss.http").path
        let server = try PythonServer("crowd", ["--pods", recorded, "--count", "\(pods)"], in: folder.path)
        let kubeconfig = folder.appendingPathComponent("config").path
        try Data(Self.kubeconfig(server.port).utf8).write(to: URL(filePath: kubeconfig))
        let environment = ["HOME": folder.path, "KUBECONFIG": kubeconfig, "TERM": "xterm-256color", "LANG": "C.UTF-8"]

        var (shown, started, listed, ended) = (Sample(), Sample(), Sample(), Sample())
        var peak = 0
        for _ in 0..<runs {
            let ours = try runNines(environment, server)
            shown.add(ours.afterLastByte)
            started.add(ours.whole)
            peak = max(peak, ours.kibibytes)
            let peer = try runKubectl(environment, server)
            ended.add(peer.afterLastByte)
            listed.add(peer.whole)
        }
        var table = MarkdownTable([
            "\(pods) pods, \(runs) runs", "after the last byte", "p90", "from the start", "peak memory", "budget", "",
        ])
        table.add([
            "nines", shown.median.text, shown.percentile(90).text, started.median.text, "\(peak / 1024) MiB",
            "\(Self.budget.text), \(Self.memoryBudget / 1024) MiB",
            Judgement(shown.median <= Self.budget && peak <= Self.memoryBudget).text,
        ])
        table.add([
            "kubectl get po -o wide", ended.median.text, ended.percentile(90).text, listed.median.text, "", "", "",
        ])
        return table.text
    }

    private typealias Run = (afterLastByte: Duration, whole: Duration, kibibytes: Int)

    private func runNines(_ environment: [String: String], _ server: PythonServer) throws -> Run {
        let before = Self.lastBytes(server).count
        let start = Self.now
        let arguments = ["--kubernetes", "-n", "platform", "--via", "api-server", "--haproxy", "http://127.0.0.1:1/"]
        let terminal = try PseudoTerminal(nines, arguments, environment: environment, columns: 120, rows: 40)
        defer { terminal.signalAndReap() }
        terminal.send("6")
        while !terminal.outputText.contains("crowd-00000") {
            let left = .seconds(60) - (Self.now - start)
            guard left > .zero, terminal.waitForBytes(within: left) else {
                throw Silence(program: "nines", said: terminal.outputText)
            }
        }
        let end = Self.now
        let tree = ProcessTree(root: terminal.processIdentifier)
        tree.noteMemory()
        return (end - (try Self.lastByte(server, after: before)), end - start, tree.peakKibibytes)
    }

    private func runKubectl(_ environment: [String: String], _ server: PythonServer) throws -> Run {
        let before = Self.lastBytes(server).count
        let start = Self.now
        let command = ["kubectl", "get", "po", "-n", "platform", "-o", "wide"]
        let outcome = try Command(command, environment: environment).run(limit: 60)
        let end = Self.now
        guard outcome.output.contains("crowd-00000") else { throw Silence(program: "kubectl", said: outcome.errors) }
        return (end - (try Self.lastByte(server, after: before)), end - start, 0)
    }

    private static func lastBytes(_ server: PythonServer) -> [Duration] {
        server.requests.filter { $0.path == "last byte" }.compactMap { $0.headers["at"].flatMap { Int64($0) } }
            .map { .nanoseconds($0) }
    }

    private static func lastByte(_ server: PythonServer, after count: Int) throws -> Duration {
        var found: Duration?
        _ = eventually {
            found = lastBytes(server).dropFirst(count).first
            return found != nil
        }
        guard let found else { throw Silence(program: "the server", said: "nothing of its last byte") }
        return found
    }

    /// The clock that the server tells its last byte by.
    private static var now: Duration {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    private static func kubeconfig(_ port: Int) -> String {
        """
        current-context: crowd
        clusters: [{name: crowd, cluster: {server: 'http://127.0.0.1:\(port)'}}]
        contexts: [{name: crowd, context: {cluster: crowd, user: nobody}}]
        users: [{name: nobody, user: {}}]
        """
    }
}
