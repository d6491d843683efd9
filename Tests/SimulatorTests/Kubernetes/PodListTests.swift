import ClusterModel
import Endpoints
import Simulator
import TestSupport
import Testing

/// Pods as they are listed, against the recorded ones.
struct PodListTests {
    private let pods = PodLab.namespace + "/pods"

    @Test func `the reference deployment's rows are those that its API server printed`() throws {
        var lab = PodLab()
        let ours = try lab.json(pods + "?labelSelector=app+in+(db1,db2,db3)", accept: PodLab.table)
        let recorded = try #require(
            JSON(parsing: Fixture("kubernetes-1.32.13/pods-gauss-table.http").answer().body)
        )
        func cells(_ table: JSON) throws -> [JSON] {
            try #require(table["rows"]?.elements).map { $0["cells"] ?? .null }
        }
        func columns(_ table: JSON) throws -> [[JSON?]] {
            try #require(table["columnDefinitions"]?.elements)
                .map { column in ["name", "type", "format", "priority"].map { column[$0] } }
        }
        #expect(try cells(ours) == cells(recorded))
        #expect(try columns(ours) == columns(recorded))
    }

    /// What our pods have and the recorded ones happen not to.
    private static let known = [
        ".spec.containers[].readinessProbe", ".spec.nodeSelector", ".spec.volumes[].configMap",
    ]

    /// The paths of all keys in the recorded lists.
    private static let realKeys: Set<String> = {
        var keys: Set<String> = []
        for fixture in ["pods-platform", "pods-hostile", "pods-gauss"] {
            let body = (try? Fixture("kubernetes-1.32.13/\(fixture).http").answer().body) ?? []
            if let list = JSON(parsing: body) { collectKeys(list, "", into: &keys) }
        }
        return keys
    }()

    @Test(arguments: Scenario.allCases)
    func `every key of our pods is one of real pods`(_ scenario: Scenario) throws {
        var lab = PodLab(scenario, story: scenario.story)
        for _ in 0..<24 {
            lab.advance(5)
            var ours: Set<String> = []
            Self.collectKeys(try lab.json(pods), "", into: &ours)
            let strange = ours.subtracting(Self.realKeys).filter { key in
                !Self.known.contains { key.hasPrefix(".items[]" + $0) }
            }
            #expect(strange.isEmpty)
            #expect(ours.count > 60)
        }
    }

    private static func collectKeys(_ json: JSON, _ path: String, into keys: inout Set<String>) {
        switch json {
        case .object(let fields):
            for field in fields {
                keys.insert("\(path).\(field.key)")
                collectKeys(field.value, "\(path).\(field.key)", into: &keys)
            }
        case .array(let elements): for element in elements { collectKeys(element, path + "[]", into: &keys) }
        case .null, .bool, .integer, .number, .string: break
        }
    }

    @Test func `items carry no kind, a single pod does`() throws {
        var lab = PodLab()
        let list = try lab.json(pods)
        #expect(list["kind"] == "PodList")
        #expect(list["items"]?.elements?.first?["kind"] == nil)
        let pod = try lab.json(pods + "/" + PodLab.db1)
        #expect(pod["kind"] == "Pod")
        #expect(pod["status"]?["podIP"] == "192.168.1.29")
        #expect(pod["spec"]?["nodeName"] == "10.148.151.130")
    }

    @Test(
        arguments: [
            ("labelSelector=app%3Ddb1", 1), ("labelSelector=dev%3D%3Dgauss", 5), ("labelSelector=app!%3Ddb1", 4),
            ("labelSelector=app%20in%20(db1,db2)", 2), ("labelSelector=app+notin+(haproxy),dev", 3),
            ("labelSelector=!dev", 0), ("labelSelector=dev,version", 5),
            ("fieldSelector=metadata.name%3D" + PodLab.db1, 1), ("fieldSelector=status.phase!%3DRunning", 0),
            ("fieldSelector=spec.nodeName%3D10.148.151.139", 1),
            ("fieldSelector=status.phase%3DRunning&labelSelector=app%3Dhaproxy", 2),
        ]
    )
    func `selectors select`(_ query: String, _ count: Int) throws {
        var lab = PodLab()
        #expect(try lab.names(pods + "?" + query).count == count)
        #expect(try lab.names("/api/v1/pods?" + query).count == count)
        #expect(try lab.names("/api/v1/namespaces/nowhere/pods?" + query).isEmpty)
    }

    @Test func `pages join to the whole list`() throws {
        var lab = PodLab()
        let all = try lab.names(pods)
        var joined: [String] = []
        var next = ""
        var left: [Int64?] = []
        repeat {
            let page = try lab.json(pods + "?limit=2" + (next.isEmpty ? "" : "&continue=\(next)"))
            joined += try #require(page["items"]?.elements).compactMap { $0["metadata"]?["name"]?.text }
            left.append(page["metadata"]?["remainingItemCount"]?.integerValue)
            next = page["metadata"]?["continue"]?.text ?? ""
        } while !next.isEmpty
        #expect(joined == all)
        #expect(left == [3, 1, nil])
    }

    @Test func `a page that waited too long expires and tells how to go on`() throws {
        var lab = PodLab()
        let next = try #require(lab.json(pods + "?limit=2")["metadata"]?["continue"]?.text)
        lab.apply(.podDeleted(.named("db3")))
        lab.apply(.apiServer(.compact))
        let answer = try lab.get(pods + "?limit=2&continue=\(next)")
        let recorded = try Fixture("kubernetes-1.32.13/410-continue.http").answer()
        #expect(answer.status == 410)
        let status = try #require(JSON(parsing: answer.body))
        #expect(status["message"] == JSON(parsing: recorded.body)?["message"])
        let fresh = try #require(status["metadata"]?["continue"]?.text)
        #expect(try lab.names(pods + "?limit=2&continue=\(fresh)").count == 2)
    }

    @Test func `nodes, services, namespaces and events are listed too`() throws {
        var lab = PodLab(.healthy)
        #expect(try lab.names("/api/v1/nodes").count == 3)
        let services = try lab.names(PodLab.namespace + "/services")
        #expect(services == ["dbsrv1", "dbsrv2", "dbsrv3", "haproxy-service"])
        #expect(try lab.names("/api/v1/namespaces") == ["default", "platform"])
        #expect(try lab.names(PodLab.namespace + "/events").isEmpty)
        lab.apply(.crash(.named("db2")))
        lab.advance(30)
        let name = try lab.pod("db2").name
        let events = try lab.json(PodLab.namespace + "/events?fieldSelector=involvedObject.name%3D\(name)")
        let reasons = Set(try #require(events["items"]?.elements).compactMap { $0["reason"]?.text })
        #expect(reasons == ["Pulled", "Created", "Started", "BackOff", "Unhealthy"])
        #expect(try lab.json("/api/v1/nodes", accept: PodLab.table)["rows"]?.elements?.count == 3)
    }
}
