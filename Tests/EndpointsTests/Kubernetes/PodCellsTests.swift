import ClusterModel
import TestSupport
import Testing

@testable import Endpoints

/// Our cells of every recorded pod against those that the API server itself printed, and against kubectl's.
struct PodCellsTests {
    /// A list of pods and the server's table of the same.
    static let pairs = [
        ("pods-platform", "pods-platform-table"), ("pods-hostile", "pods-hostile-table"),
        ("pods-gauss", "pods-gauss-table"), ("page-1", "page-1-table"),
    ]

    private static let question = KubernetesQuestion.pods(PodSelection(namespace: "platform"))

    static func pods(_ name: String) throws -> [Pod] {
        let answer = try Fixture("kubernetes-1.32.13/\(name).http").answer()
        return try KubernetesDecoder.pods(answer, to: question).get().pods
    }

    /// The server's rows, made safe to show as ours are.
    private static func rows(_ name: String) throws -> [[String]] {
        let answer = try Fixture("kubernetes-1.32.13/\(name).http").answer()
        let rows = try #require(try JSONValue(parsing: answer.body)["rows"]?.elements)
        return rows.map { row in (row["cells"]?.elements ?? []).map { $0.text() ?? "" } }
    }

    private static func cells(_ pod: Pod, at now: Timestamp) -> [String] {
        [
            pod.name, pod.readyCell, pod.status, pod.restartsCell(at: now), pod.ageCell(at: now), pod.ipCell,
            pod.nodeCell, pod.nominatedNodeCell, pod.readinessGatesCell,
        ]
    }

    /// The moment at which `expected` is true of `pods`; the server's clock tells it to a second, its cells more exactly.
    private static func moment(near start: Timestamp, _ holds: (Timestamp) -> Bool) -> Timestamp? {
        (0..<80).lazy.map { start + .milliseconds(Int64($0) * 100) }.first(where: holds)
    }

    @Test(arguments: pairs)
    func `every cell is what the API server prints`(_ list: String, _ table: String) throws {
        let (pods, rows) = (try Self.pods(list), try Self.rows(table))
        let date = try #require(Timestamp(iso8601: "2026-11-22T15:06:31Z"))
        #expect(pods.count == rows.count)
        let now = Self.moment(near: date) { now in pods.map { Self.cells($0, at: now) } == rows }
        guard now == nil else { return }
        for (pod, row) in zip(pods, rows) where Self.cells(pod, at: date + .seconds(1)) != row {
            Issue.record("\(Self.cells(pod, at: date + .seconds(1))) is not \(row)")
        }
    }

    @Test(arguments: [("pods-platform", "kubectl-platform-wide"), ("pods-gauss", "kubectl-gauss-wide")])
    func `every cell is what kubectl prints`(_ list: String, _ text: String) throws {
        let pods = try Self.pods(list)
        let lines = String(decoding: try Fixture("kubernetes-1.32.13/\(text).txt").bytes, as: UTF8.self)
            .split(separator: "\n").dropFirst()
        // Columns are three spaces apart; cells hold one at most.
        let rows = lines.map { line in
            line.split(separator: "  ").map { String($0).trimmed }.filter { !$0.isEmpty }
        }
        let date = try #require(Timestamp(iso8601: "2026-11-22T15:06:31Z"))
        let now = Self.moment(near: date) { now in pods.map { Self.cells($0, at: now) } == rows }
        #expect(now != nil, "\(zip(pods, rows).filter { Self.cells($0, at: date + .seconds(1)) != $1 })")
    }

    @Test(
        arguments: [
            (-5000, "<invalid>"), (-1900, "0s"), (-1, "0s"), (0, "0s"), (119_999, "119s"), (120_000, "2m"),
            (121_000, "2m1s"),
            (599_000, "9m59s"), (600_000, "10m"), (10_799_000, "179m"), (10_800_000, "3h"), (11_520_000, "3h12m"),
            (28_799_000, "7h59m"), (28_800_000, "8h"), (172_799_000, "47h"), (172_800_000, "2d"), (266_400_000, "3d2h"),
            (691_199_000, "7d23h"), (691_200_000, "8d"), (63_071_999_000, "729d"), (63_072_000_000, "2y"),
            (69_120_000_000, "2y70d"), (252_287_999_000, "7y364d"), (252_288_000_000, "8y"), (.max, "292471208y"),
        ] as [(Int64, String)]
    )
    func `ages are written as kubectl does`(_ milliseconds: Int64, _ text: String) {
        #expect(Duration.milliseconds(milliseconds).human == text)
    }

    @Test func `what the server says in text is safe to show`() throws {
        for pod in try Self.pods("pods-hostile") {
            for text in [pod.status, pod.reason ?? "", pod.message ?? ""] + pod.conditions.compactMap(\.message) {
                #expect(text.unicodeScalars.allSatisfy(\.isPrintable) && text.unicodeScalars.count <= 512)
            }
        }
    }

    @Test func `what tells why a pod is not ready is kept`() throws {
        let pods = try Self.pods("pods-platform")
        let crashing = try #require(pods.first { $0.name == "h-crash-oom" })
        #expect(crashing.containers.first?.lastEnd?.reason == "OOMKilled")
        #expect(
            crashing.containers.first.map { if case .waiting("CrashLoopBackOff", _) = $0.state { true } else { false } }
                == true
        )
        let database = try #require(pods.first { $0.name.hasPrefix("db1-") })
        #expect(database.owner == "ReplicaSet/db1-deployment-67d97bbdf7")
        #expect(database.labels["app"] == "db1")
        #expect(database.containers.first?.ports.map(\.number) == [5432, 8008])
        #expect(database.containers.first?.ports.compactMap(\.name) == ["opengauss", "patroni"])
        #expect(database.isReady)
        let dual = try #require(pods.first { $0.name == "h-dual-stack" })
        #expect(dual.podIPs.count == 2)
    }
}

extension String {
    fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
