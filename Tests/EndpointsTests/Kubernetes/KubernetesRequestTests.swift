import ClusterModel
import Endpoints
import Testing

struct KubernetesRequestTests {
    private let server = WebAddress(isTLS: true, host: "10.0.0.1", port: 6443)

    private func url(_ question: KubernetesQuestion) -> String { KubernetesRequest(question, at: server).url }

    @Test func `pods are asked for in pages`() {
        let pods = PodSelection(namespace: "platform", selector: "dev=gauss,app in (db1,db2)")
        #expect(
            url(.pods(pods))
                == "https://10.0.0.1:6443/api/v1/namespaces/platform/pods?limit=500&labelSelector=dev%3Dgauss%2Capp%20in%20%28db1%2Cdb2%29"
        )
        #expect(url(.pods(PodSelection(namespace: nil), page: .whole)) == "https://10.0.0.1:6443/api/v1/pods")
        #expect(
            url(.pods(PodSelection(namespace: nil), page: .after("a+/=&x")))
                == "https://10.0.0.1:6443/api/v1/pods?limit=500&continue=a%2B%2F%3D%26x"
        )
    }

    @Test func `a watch names its version and its end`() {
        #expect(
            url(.watchPods(PodSelection(namespace: "platform"), from: "1041"))
                == "https://10.0.0.1:6443/api/v1/namespaces/platform/pods?watch=true&allowWatchBookmarks=true&resourceVersion=1041&timeoutSeconds=30"
        )
    }

    @Test func `a log may be followed, be the one before, and begin at a time`() {
        let pod = PodName(namespace: "platform", name: "db1-0")
        #expect(url(.log(PodLog(of: pod))) == "https://10.0.0.1:6443/api/v1/namespaces/platform/pods/db1-0/log")
        let log = PodLog(
            of: pod,
            container: "opengauss",
            follows: true,
            isPrevious: true,
            tailLines: 100,
            since: Timestamp(secondsSinceEpoch: 1_795_358_873),
            hasTimestamps: true
        )
        #expect(
            url(.log(log)).hasSuffix(
                "/log?container=opengauss&follow=true&previous=true&tailLines=100&sinceTime=2026-11-22T14%3A47%3A53.000Z&timestamps=true"
            )
        )
        #expect(ReadRequest.kubernetes(KubernetesRequest(.log(log), at: server)).isStream)
    }

    @Test func `events are those of one pod`() {
        let pod = PodName(namespace: "platform", name: "a,b=c\\d")
        #expect(
            url(.events(of: pod, uid: "u1")).hasSuffix(
                "/namespaces/platform/events?limit=100&fieldSelector=involvedObject.name%3Da%5C%2Cb%5C%3Dc%5C%5Cd%2CinvolvedObject.uid%3Du1"
            )
        )
    }

    @Test(arguments: ["..", ".", "", "a/../../secrets", "x?watch=true", "x#y", "x%2f..%2fsecrets", "ä b", "\u{0}"])
    func `no name changes the path or adds a parameter`(_ name: String) {
        let pod = PodName(namespace: name, name: name)
        for question in [
            KubernetesQuestion.log(PodLog(of: pod)), .events(of: pod), .services(namespace: name),
            .pods(PodSelection(namespace: name, selector: name), page: .after(name)),
        ] {
            let parts = url(question).dropFirst("https://10.0.0.1:6443".count).split(
                separator: "?",
                omittingEmptySubsequences: false
            )
            let segments = parts[0].split(separator: "/", omittingEmptySubsequences: false)
            #expect(parts.count <= 2 && segments.prefix(4) == ["", "api", "v1", "namespaces"])
            #expect(segments.count == (question.kind == "log" ? 8 : 6))
            #expect(!segments.contains("..") && !segments.contains(".") && !segments.dropFirst().contains(""))
            #expect(url(question).utf8.allSatisfy { (0x21...0x7E).contains($0) })
            #expect(!url(question).contains("#") && (parts.last?.count { $0 == "&" } ?? 0) <= 2)
        }
    }

    @Test func `a server may answer below a path`() {
        let gateway = WebAddress(isTLS: true, host: "rancher", port: 443, path: "/k8s/clusters/c-1/")
        #expect(
            KubernetesRequest(.services(namespace: "platform"), at: gateway).url
                == "https://rancher:443/k8s/clusters/c-1/api/v1/namespaces/platform/services?limit=500"
        )
    }

    @Test(
        arguments: [
            ("/api/v1/namespaces/platform/pods/db1-0:8008/proxy", "platform/db1-0"),
            ("/k8s/c-1/api/v1/namespaces/platform/pods/https:db1-0:8008/proxy/cluster", "platform/db1-0"),
            ("/api/v1/namespaces/platform/pods/db1-0/proxy", "platform/db1-0"),
            ("/api/v1/namespaces/platform/services/db1-0/proxy", nil), ("", nil), ("/namespaces", nil),
        ] as [(String, String?)]
    )
    func `an address through the API server's proxy names its pod`(_ path: String, _ pod: String?) {
        var address = server
        address.path = path
        #expect(address.proxiedPod?.description == pod)
    }
}
