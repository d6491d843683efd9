import ClusterModel
import Endpoints
import Simulator
import TestSupport
import Testing

/// Watches as clients live through them.
struct PodWatchTests {
    private let pods = PodLab.namespace + "/pods"

    private func watch(_ query: String = "") -> String { "\(pods)?watch=1\(query)" }

    /// A watch from the present version on.
    private func watchFromNow(_ lab: inout PodLab, _ query: String = "", accept: String = "application/json") throws
        -> Followed
    {
        let version = try #require(lab.json(pods)["metadata"]?["resourceVersion"]?.text)
        return try lab.follow(watch("&resourceVersion=\(version)\(query)"), accept: accept)
    }

    @Test func `without a version everything there is comes first`() throws {
        var lab = PodLab()
        var watch = try lab.follow(watch("&labelSelector=app%3Ddb1"))
        watch.read(&lab, seconds: 1)
        #expect(watch.summaries == ["ADDED \(PodLab.db1)"])
        lab.apply(.crash(.named("db1")))
        watch.read(&lab, seconds: 1)
        #expect(watch.summaries == ["ADDED \(PodLab.db1)", "MODIFIED \(PodLab.db1)"])
    }

    @Test func `a replacement comes in the order in which a real one did`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&labelSelector=app%3Ddb2")
        lab.apply(.podDeleted(.named("db2")))
        watch.read(&lab, seconds: 15)
        let old = "db2-deployment-6bfb5467b8-h4pxw"
        let new = try lab.pod("db2").name
        #expect(new != old)
        #expect(watch.summaries.first == "MODIFIED \(old)")
        #expect(watch.summaries.filter { $0 == "ADDED \(new)" }.count == 1)
        #expect(watch.summaries.filter { $0 == "DELETED \(old)" }.count == 1)
        let first = try #require(watch.events.first?["object"]?["metadata"])
        #expect(first["deletionTimestamp"] != nil)
        #expect(first["deletionGracePeriodSeconds"] == 30)
        let shapes = watch.events.filter { $0["object"]?["metadata"]?["name"]?.text == new }
            .map { $0["object"]?["status"] ?? .null }
        // As recorded: no conditions, then only `PodScheduled`, then a container that waits.
        #expect(shapes[0] == .fields(["phase": "Pending", "qosClass": "BestEffort"]))
        #expect(shapes[1]["conditions"]?.elements?.count == 1)
        let state = shapes[2]["containerStatuses"]?.elements?.first?["state"]
        #expect(state == .fields(["waiting": .fields(["reason": "ContainerCreating"])]))
        #expect(shapes.last?["conditions"]?.elements?.count == 5)
        let versions = watch.events.compactMap { $0["object"]?["metadata"]?["resourceVersion"]?.text }
            .compactMap { Int64($0) }
        #expect(versions == versions.sorted())
        #expect(Set(versions).count == versions.count)
    }

    @Test func `a watch resumes after the last version that was seen`() throws {
        var lab = PodLab()
        let version = try #require(lab.json(pods)["metadata"]?["resourceVersion"]?.text)
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(15)
        var late = try lab.follow(watch("&resourceVersion=\(version)&labelSelector=app%3Ddb2"))
        late.read(&lab, seconds: 1)
        #expect(late.summaries.first == "MODIFIED db2-deployment-6bfb5467b8-h4pxw")
        let last = try #require(late.events.last?["object"]?["metadata"]?["resourceVersion"]?.text)
        var again = try lab.follow(watch("&resourceVersion=\(last)&labelSelector=app%3Ddb2"))
        again.read(&lab, seconds: 1)
        #expect(again.events.isEmpty)
    }

    @Test func `an object that no longer matches is told as deleted`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&fieldSelector=status.phase%3DRunning")
        lab.apply(.podEvicted(.named("db3")))
        watch.read(&lab, seconds: 10)
        #expect(watch.summaries.first == "DELETED db3-deployment-d479ff947-9bfng")
        #expect(watch.summaries.contains("ADDED \(try lab.pod("db3").name)"))
    }

    @Test func `bookmarks come every minute and before the end`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&allowWatchBookmarks=true&timeoutSeconds=80")
        watch.read(&lab, seconds: 79)
        #expect(!watch.isOver)
        watch.read(&lab, seconds: 2)
        #expect(watch.isOver && !watch.isCut)
        #expect(watch.events.map { $0["type"] } == ["BOOKMARK", "BOOKMARK"])
        let lines = try Fixture("kubernetes-1.32.13/watch-gauss.jsonl").bytes.split(separator: 0x0A)
        let recorded = try #require(lines.last.flatMap { JSON(parsing: Array($0)) })
        func keys(_ json: JSON?) -> [String] {
            guard case .object(let fields)? = json else { return [] }
            return fields.map(\.key)
        }
        #expect(keys(watch.events[0]["object"]) == keys(recorded["object"]))
        #expect(keys(watch.events[0]["object"]?["metadata"]) == keys(recorded["object"]?["metadata"]))
    }

    @Test func `a watch without bookmarks ends in silence`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&timeoutSeconds=5")
        watch.read(&lab, seconds: 6)
        #expect(watch.isOver && !watch.isCut && watch.text.isEmpty)
    }

    @Test func `an expired version is an error event in a good answer`() throws {
        var lab = PodLab()
        let version = try #require(lab.json(pods)["metadata"]?["resourceVersion"]?.text)
        lab.apply(.podDeleted(.named("db2")))
        lab.apply(.apiServer(.compact))
        var watch = try lab.follow(watch("&resourceVersion=\(version)"))
        watch.read(&lab)
        #expect(watch.isOver && !watch.isCut)
        let event = try #require(watch.events.first)
        #expect(watch.events.count == 1)
        let line = try Fixture("kubernetes-1.32.13/410-watch.jsonl").bytes
        let recorded = try #require(JSON(parsing: line))
        #expect(event["type"] == "ERROR")
        for key in ["kind", "status", "reason", "code"] {
            #expect(event["object"]?[key] == recorded["object"]?[key])
        }
        #expect(event["object"]?["message"]?.text?.hasPrefix("too old resource version: \(version) (") == true)
    }

    @Test func `a version from the future is met with silence`() throws {
        var lab = PodLab()
        lab.apply(.podDeleted(.named("db2")))
        lab.advance(15)
        var watch = try watchFromNow(&lab, "&timeoutSeconds=60&allowWatchBookmarks=true")
        lab.apply(.apiServer(.restoreOlderStore))
        lab.apply(.crash(.named("db3")))
        watch.read(&lab, seconds: 30)
        #expect(watch.text.isEmpty && !watch.isOver)
        watch.read(&lab, seconds: 31)
        #expect(watch.text.isEmpty && watch.isOver && !watch.isCut)
        #expect(try lab.names(pods).count == 5)
    }

    @Test func `watches stall and go on where they were, or are cut`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&labelSelector=app%3Ddb2")
        lab.apply(.apiServer(.stallWatches))
        lab.apply(.podDeleted(.named("db2")))
        watch.read(&lab, seconds: 20)
        #expect(watch.text.isEmpty && !watch.isOver)
        lab.apply(.apiServer(.resumeWatches))
        watch.read(&lab)
        #expect(watch.summaries.count > 4)
        lab.apply(.apiServer(.cutWatches))
        watch.read(&lab)
        #expect(watch.isCut)
    }

    @Test func `a watch of rows defines its columns once and ends in the same rows as a list`() throws {
        var lab = PodLab()
        var watch = try watchFromNow(&lab, "&labelSelector=app%3Ddb2", accept: PodLab.table)
        lab.apply(.podDeleted(.named("db2")))
        watch.read(&lab, seconds: 15)
        let tables = watch.events.map { $0["object"] ?? .null }
        #expect(tables.first?["columnDefinitions"]?.elements?.count == 9)
        #expect(tables.dropFirst().allSatisfy { $0["columnDefinitions"] == .null })
        #expect(tables.allSatisfy { $0["rows"]?.elements?.count == 1 })
        let status = tables.compactMap { $0["rows"]?.elements?.first?["cells"]?.elements?[2].text }
        #expect(status.contains("Terminating") && status.contains("ContainerCreating"))
        #expect(status.last == "Running")
    }

    @Test func `events and nodes are watched too`() throws {
        var lab = PodLab(.twoOnOneNode)
        var events = try lab.follow(PodLab.namespace + "/events?watch=1&resourceVersion=0")
        var nodes = try lab.follow("/api/v1/nodes?watch=1&resourceVersion=0")
        lab.apply(.nodeLost(.named("db3")))
        for _ in 0..<100 {
            lab.advance(0.1)
            events.read(&lab)
            nodes.read(&lab)
        }
        #expect(events.events.contains { $0["object"]?["reason"] == "NodeNotReady" })
        #expect(
            nodes.summaries == [
                "ADDED 10.148.151.130", "ADDED 10.148.151.140", "ADDED 10.148.151.139", "MODIFIED 10.148.151.140",
            ]
        )
    }
}
