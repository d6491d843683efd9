import ClusterModel
import TestSupport
import Testing
import Wording

@testable import Endpoints

struct KubernetesDecoderTests {
    private let question = KubernetesQuestion.pods(PodSelection(namespace: "platform"))

    private func lines(_ name: String) throws -> [[UInt8]] {
        try Fixture("kubernetes-1.32.13/\(name).jsonl").bytes.split(separator: UInt8(ascii: "\n")).map(Array.init)
    }

    @Test func `a recorded watch ends where the server did`() throws {
        var shelf = PodShelf()
        _ = shelf.replace(with: try PodCellsTests.pods("pods-gauss"), version: "1041", at: PodRehearsal.start)
        var kinds: [String] = []
        for line in try lines("watch-gauss") {
            switch KubernetesDecoder.message(ReadAnswer(status: 200, body: line), to: question) {
            case .changed(let pod):
                kinds.append("changed")
                _ = shelf.put(pod, at: PodRehearsal.start)
            case .deleted(let pod):
                kinds.append("deleted")
                let wasThere = shelf.remove(pod)
                #expect(wasThere)
            case .bookmark(let version):
                kinds.append("bookmark")
                shelf.advance(to: version)
            case .opened, .problem: Issue.record("a line of the recording makes no sense")
            }
        }
        #expect(
            kinds == [
                "changed", "changed", "changed", "changed", "changed", "changed", "deleted", "changed", "changed",
                "bookmark", "bookmark",
            ]
        )
        #expect(shelf.version == "1054")
        let pods = shelf.pods.map(\.name)
        #expect(pods.count == 3 && pods.contains("db2-deployment-6bfb5467b8-jmqj5") && pods == pods.sorted())
        #expect(shelf.pods.allSatisfy { $0.status == "Running" || $0.name.hasPrefix("db2-") })
    }

    @Test func `pods that are too many are counted once, however often they change`() {
        let pods = (0...DecodingLimit.pods).map {
            Pod(id: PodName(namespace: "n", name: "p\(100_000 + $0)"), uid: "\($0)")
        }
        let last = pods[DecodingLimit.pods]
        var shelf = PodShelf()
        _ = shelf.replace(with: pods, version: "1", at: PodRehearsal.start)
        for _ in 0..<3 { _ = shelf.put(last, at: PodRehearsal.start) }
        #expect(shelf.omitted == 1 && shelf.pods.count == DecodingLimit.pods)
        let wasThere = shelf.remove(last)
        #expect(!wasThere && shelf.omitted == 0)
    }

    @Test func `the list's empty page and the pages' tokens are read`() throws {
        let empty = try Fixture("kubernetes-1.32.13/pods-empty-list.http").answer()
        #expect(try KubernetesDecoder.pods(empty, to: question).get().pods.isEmpty)
        let page = try KubernetesDecoder.pods(try Fixture("kubernetes-1.32.13/page-1.http").answer(), to: question)
            .get()
        #expect(page.pods.count == 20 && page.next?.hasPrefix("eyJ2") == true && page.resourceVersion == "734")
    }

    @Test func `Services tell whom they stand for`() throws {
        let answer = try Fixture("kubernetes-1.32.13/services.http").answer()
        let services = try KubernetesDecoder.services(answer, to: .services(namespace: "platform")).get()
        let first = try #require(services.first { $0.name == "dbsrv1" })
        #expect(first.selector == ["app": "db1"] && first.isHeadless)
        #expect(first.ports == [ServicePort(name: "gsql", number: 5432, target: "5432")])
        let pods = try PodCellsTests.pods("pods-gauss")
        #expect(pods.filter(first.selects).map(\.name) == ["db1-deployment-67d97bbdf7-vz29h"])
        for name in ["dbsrv1", "dbsrv1.platform", "dbsrv1.platform.svc", "dbsrv1.platform.svc.cluster.local"] {
            #expect(first.isNamed(name))
        }
        #expect(!first.isNamed("dbsrv") && !first.isNamed("dbsrv1.other"))
    }

    @Test func `events are read, the latest first`() throws {
        let answer = ReadAnswer(
            """
            {"kind":"EventList","metadata":{"resourceVersion":"9"},"items":[
             {"type":"Normal","reason":"Pulled","message":"image is there","count":1,"lastTimestamp":"2026-11-22T15:00:00Z",
              "source":{"component":"kubelet"}},
             {"type":"Warning","reason":"BackOff","message":"back-off \\u001b[31m restarting","series":{"count":7,
              "lastObservedTime":"2026-11-22T15:03:00.123456Z"},"eventTime":"2026-11-22T15:01:00Z","reportingComponent":"x"},
             {"type":7,"reason":["x"],"message":null}, 4]}
            """
        )
        let events = try KubernetesDecoder.events(answer, to: question).get()
        #expect(events.map(\.reason) == ["BackOff", "Pulled", ""])
        #expect(
            events[0].isWarning && events[0].count == 7 && events[0].message.unicodeScalars.allSatisfy(\.isPrintable)
        )
        #expect(events[1].source == "kubelet")
    }

    @Test(arguments: [
        ("401-bad-token", "not authenticated (401)"),
        ("403-list", "user nobody may not list pods in namespace platform (403)"),
        ("403-anonymous", "user system:anonymous may not list pods in namespace platform (403)"),
        ("504-future-version", "Timeout: Too large resource version: 99999999, current: 734 (504)"),
        ("400-continue", "continue key is not valid"), ("404-group", "HTTP 404"),
        ("429-eviction", "the API server is asked too much (429)"),
    ])
    func `what the server refuses is said so that somebody can do something`(_ name: String, _ text: String) throws {
        let answer = try Fixture("kubernetes-1.32.13/\(name).http").answer()
        guard case .failure(let problem) = KubernetesDecoder.pods(answer, to: question) else {
            Issue.record("\(name) is no list")
            return
        }
        #expect(problem.failure.description.contains(text), "\(problem.failure)")
    }

    @Test(arguments: [
        "", "{}", "[]", "null", "{\"items\":{}}", "{\"items\":[]}", "<html><title>Sign in</title>",
        "{\"kind\":\"Status\"}",
    ])
    func `what is no list is no list`(_ body: String) {
        guard case .failure = KubernetesDecoder.pods(ReadAnswer(body), to: question) else {
            Issue.record("\(body) was read as a list")
            return
        }
    }

    @Test func `one broken pod does not take the others with it`() throws {
        let answer = ReadAnswer(
            """
            {"metadata":{"resourceVersion":"5"},"items":[null,7,{"metadata":{}},{"metadata":{"name":"a","labels":{"x":1,"y":"z"}},
             "spec":{"containers":{"no":"list"},"initContainers":[3]},"status":{"phase":3,"containerStatuses":[{"restartCount":1e300,
             "state":{"terminated":{"exitCode":"x"}}}],"conditions":[{"type":{}}]}}]}
            """
        )
        let pods = try KubernetesDecoder.pods(answer, to: question).get().pods
        #expect(pods.map(\.name) == ["a"] && pods[0].labels == ["y": "z"] && pods[0].status == "ExitCode:0")
    }

    @Test(arguments: 1...4)
    func `no damage crashes the decoder or passes a bound`(_ seed: UInt64) throws {
        var random = MutationTests.Seeded(state: seed)
        let names = ["pods-gauss", "pods-hostile", "services", "403-list", "410-continue", "pods-empty-list"]
        let lists = try names.map { try Fixture("kubernetes-1.32.13/\($0).http").answer() }
        let lines = try ["watch-gauss", "410-watch", "watch-no-version"].flatMap(self.lines)
        var decoded = 0
        for _ in 0..<150 {
            guard var answer = lists.randomElement(using: &random), let line = lines.randomElement(using: &random)
            else {
                break
            }
            answer.body = MutationTests.damaged(answer.body, &random)
            if case .success(let page) = KubernetesDecoder.pods(answer, to: question) {
                decoded += 1
                page.pods.forEach(expectShowable)
            }
            _ = KubernetesDecoder.services(answer, to: question)
            _ = KubernetesDecoder.events(answer, to: question)
            let damaged = ReadAnswer(status: 200, body: MutationTests.damaged(line, &random))
            if case .changed(let pod) = KubernetesDecoder.message(damaged, to: question) {
                decoded += 1
                expectShowable(pod)
            }
        }
        #expect(decoded > 10, "most damage must leave something to decode, or nothing is tested")
    }

    private func expectShowable(_ pod: Pod) {
        let texts =
            [
                pod.name, pod.namespace, pod.status, pod.ipCell, pod.nodeCell, pod.whyNotReady?.english ?? "",
                pod.owner ?? "",
            ]
            + pod.labels.flatMap { [$0.key, $0.value] } + pod.containers.map(\.image)
        for text in texts where !text.unicodeScalars.allSatisfy(\.isPrintable) || text.unicodeScalars.count > 1200 {
            Issue.record("\(text.debugDescription) would reach the screen")
        }
    }
}
