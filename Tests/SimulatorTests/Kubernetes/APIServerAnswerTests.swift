import ClusterModel
import Endpoints
import Simulator
import TestSupport
import Testing

/// The API server's answers against those that a kube-apiserver 1.32.13 gave.
struct APIServerAnswerTests {
    /// A recorded status and the request that leads to it here.
    struct Example: CustomTestStringConvertible, Sendable {
        var fixture: String
        var method = "GET"
        var path: String
        var forbids: (verb: String, resource: String)?
        var accept = "application/json"

        var testDescription: String { fixture }
    }

    private static let pods = PodLab.namespace + "/pods"
    private static let db1 = pods + "/" + PodLab.db1

    static let examples = [
        Example(fixture: "403-list", path: pods, forbids: ("list", "pods")),
        Example(fixture: "403-watch", path: pods + "?watch=true", forbids: ("watch", "pods")),
        Example(fixture: "403-get", path: db1, forbids: ("get", "pods")),
        Example(fixture: "403-all-namespaces", path: "/api/v1/pods", forbids: ("list", "pods")),
        Example(fixture: "404-pod", path: pods + "/db9"),
        Example(fixture: "404-resource", path: PodLab.namespace + "/podz"),
        Example(fixture: "404-group", path: "/apis/patroni.example/v1/x"),
        Example(fixture: "404-root-path", path: "/nope"),
        Example(fixture: "405-method", method: "POST", path: db1 + "/status"),
        Example(fixture: "406-accept", path: pods, accept: "text/html"),
        Example(fixture: "400-label-selector", path: pods + "?labelSelector=dev%3D%3D%3Dgauss"),
        Example(fixture: "400-field-selector", path: pods + "?fieldSelector=status.nope%3D1"),
        Example(fixture: "400-resource-version", path: pods + "?watch=true&resourceVersion=abc"),
        Example(fixture: "400-continue", path: pods + "?limit=2&continue=zzz"),
        Example(fixture: "504-future-version", path: pods + "?resourceVersion=99999999"),
        Example(fixture: "410-list-exact", path: pods + "?resourceVersion=1&resourceVersionMatch=Exact"),
        Example(fixture: "proxy-refused", path: db1 + ":8009/proxy/cluster"),
        Example(fixture: "proxy-no-such-pod", path: pods + "/db9:8008/proxy/cluster"),
        Example(fixture: "proxy-forbidden", path: db1 + ":8008/proxy/cluster", forbids: ("get", "pods/proxy")),
        Example(
            fixture: "proxy-post-forbidden",
            method: "POST",
            path: db1 + ":8008/proxy/switchover",
            forbids: ("create", "pods/proxy")
        ),
        Example(
            fixture: "proxy-https-to-http",
            path: pods + "/https:\(PodLab.db1):8008/proxy/cluster"
        ),
        Example(fixture: "log-no-such-container", path: db1 + "/log?container=x"),
        Example(fixture: "log-previous", path: db1 + "/log?previous=true"),
    ]

    @Test(arguments: examples)
    func `a status is the recorded one`(_ example: Example) throws {
        let recorded = try Fixture("kubernetes-1.32.13/\(example.fixture).http").answer()
        var lab = PodLab()
        if let forbidden = example.forbids {
            lab.apply(.apiServer(.forbid(verb: forbidden.verb, resource: forbidden.resource)))
        }
        let response = try #require(lab.send(example.method, example.path, accept: example.accept).response)
        #expect(response.status == recorded.status)
        #expect(response[header: "Content-Type"] == recorded.contentType ?? response[header: "Content-Type"])
        guard let expected = JSON(parsing: recorded.body) else {
            #expect(response.body == recorded.body)
            return
        }
        #expect(Self.generalized(try #require(JSON(parsing: response.body))) == Self.generalized(expected))
    }

    /// Without what another machine says otherwise: users, and the present version.
    private static func generalized(_ json: JSON) -> JSON {
        switch json {
        case .object(let fields): .object(fields.map { JSON.Field($0.key, generalized($0.value)) })
        case .array(let elements): .array(elements.map(generalized))
        case .string(let text):
            .string(
                ["nobody", "platform-viewer", "nines"].reduce(text) {
                    $0.replacing("User \"\($1)\"", with: "User \"USER\"")
                }.replacing(/current: [0-9]+/, with: "current: N")
            )
        case .null, .bool, .integer, .number: json
        }
    }

    @Test func `bytes of short answers are the recorded ones`() throws {
        var lab = PodLab()
        for (fixture, path) in [("version", "/version"), ("api", "/api")] {
            let recorded = try Fixture("kubernetes-1.32.13/\(fixture).http").answer()
            #expect(try lab.get(path).text.filter { $0 != "\n" } == text(recorded.body).filter { $0 != "\n" })
        }
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    @Test func `a token lets in, a wrong one and none do not`() throws {
        var lab = PodLab(token: "secret")
        let path = PodLab.namespace + "/pods"
        #expect(lab.send(path, token: "secret").response?.status == 200)
        let wrong = try #require(lab.send(path, token: "other").response)
        #expect(
            wrong.text.filter { $0 != "\n" }
                == text(try Fixture("kubernetes-1.32.13/401-bad-token.http").answer().body).filter { $0 != "\n" }
        )
        let none = try #require(lab.send(path).response)
        let recorded = try Fixture("kubernetes-1.32.13/403-anonymous.http").answer()
        #expect(none.status == 403)
        #expect(JSON(parsing: none.body) == JSON(parsing: recorded.body))
        lab.apply(.apiServer(.rejectCredentials))
        #expect(lab.send(path, token: "secret").response?.status == 401)
        lab.apply(.apiServer(.acceptCredentials))
        #expect(lab.send(path, token: "secret").response?.status == 200)
    }

    @Test func `a throttled server says when to come back`() throws {
        var lab = PodLab()
        lab.apply(.apiServer(.throttle(retryAfterSeconds: 3)))
        let response = try lab.get(PodLab.namespace + "/pods")
        #expect(response.status == 429)
        #expect(response[header: "Retry-After"] == "3")
        #expect(response.text == "Too many requests, please try again later.\n")
        lab.apply(.apiServer(.stopThrottling))
        #expect(try lab.get(PodLab.namespace + "/pods").status == 200)
    }

    @Test func `a review is a right of its own`() throws {
        let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        var lab = PodLab()
        #expect(lab.send("GET", path).response?.status == 405)
        lab.apply(.apiServer(.forbid(verb: "create", resource: "selfsubjectaccessreviews")))
        let refusal = try #require(lab.send("POST", path, body: "{}").response)
        #expect(
            refusal.status == 403 && String(decoding: refusal.body, as: UTF8.self).contains("cannot create resource")
        )
        var guarded = PodLab(token: "secret")
        #expect(guarded.send("POST", path, body: "{}").response?.status == 403)
    }

    @Test func `reviews tell what is allowed`() throws {
        var lab = PodLab()
        lab.apply(.apiServer(.forbid(verb: "create", resource: "pods/proxy")))
        func review(_ verb: String, _ subresource: String) throws -> JSON {
            let body =
                #"{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":{"resourceAttributes":{"#
                + #""namespace":"platform","verb":"\#(verb)","resource":"pods","subresource":"\#(subresource)"}}}"#
            let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
            let response = try #require(lab.send("POST", path, body: body).response)
            #expect(response.status == 201)
            return try #require(JSON(parsing: response.body))
        }
        #expect(try review("get", "proxy")["status"]?["allowed"] == true)
        #expect(try review("create", "proxy")["status"] == .fields(["allowed": false]))
        #expect(try review("watch", "")["spec"]?["resourceAttributes"]?["verb"] == "watch")
        let who = try #require(lab.send("POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews").response)
        #expect(JSON(parsing: who.body)?["status"]?["userInfo"]?["username"] == "nines")
    }
}
