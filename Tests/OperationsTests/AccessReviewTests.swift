import ClusterModel
import Endpoints
import Operations
import TestSupport
import Testing
import Wording

/// Access reviews: what is asked, what the answers say, and when it is asked again.
struct AccessReviewTests {
    private static let create = ProxyRight(.post, in: "shop")
    private let start = Timestamp(secondsSinceEpoch: 1_800_000_000)

    private func review(_ right: ProxyRight, at server: WebAddress) throws -> AccessReview {
        switch Session.open(.operate) {
        case .readOnly: throw CancellationError()
        case .readWrite(let authority): AccessReview(of: right, at: server, under: authority)
        }
    }

    @Test func `a review goes to one path and names nothing but the right`() throws {
        let server = WebAddress(isTLS: true, host: "api", port: 6443, path: "/k8s/clusters/c-1/")
        let review = try review(Self.create, at: server)
        #expect(
            review.url == "https://api:6443/k8s/clusters/c-1/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        )
        let attributes = JSONText(review.body)?["spec"]?["resourceAttributes"]
        #expect(JSONText(review.body)?["kind"]?.text == "SelfSubjectAccessReview")
        let words = ["namespace", "verb", "resource", "subresource"].map { attributes?[$0]?.text }
        #expect(words == ["shop", "create", "pods", "proxy"])
        #expect(attributes?["name"] == nil)
        let named = ProxyRight(.patch, on: .services, in: "shop", named: "https:agents:8008")
        let asked = JSONText(try self.review(named, at: server).body)?["spec"]?["resourceAttributes"]
        #expect(["verb", "resource", "name"].map { asked?[$0]?.text } == ["patch", "services", "https:agents:8008"])
        let hostile = ProxyRight(.post, in: #"x","verb":"get"#)
        let quoted = JSONText(try self.review(hostile, at: server).body)?["spec"]?["resourceAttributes"]
        #expect(quoted?["namespace"]?.text == hostile.namespace && quoted?["verb"]?.text == "create")
    }

    @Test(arguments: [("allowed", AccessVerdict.allowed), ("denied", .denied), ("nobody", .denied)])
    func `what a kube-apiserver answered is understood`(name: String, verdict: AccessVerdict) throws {
        let answer = try Fixture("kubernetes-1.32.13/selfsubjectaccessreview-\(name).http").answer()
        #expect(AccessVerdict(status: answer.status, body: answer.body) == verdict)
    }

    @Test(arguments: [
        (403, #"{"kind":"Status","message":"eve cannot create selfsubjectaccessreviews"}"#, "403: eve cannot create"),
        (401, "Unauthorized", "answered 401"), (404, "", "answered 404"), (200, "<html>", "is no access review"),
        (201, #"{"kind":"SelfSubjectAccessReview","status":{"allowed":"yes"}}"#, "is no access review"),
        (201, #"{"kind":"PodList","status":{"allowed":true}}"#, "is no access review"),
    ])
    func `anything else leaves it unknown`(status: Int, body: String, part: String) {
        guard case .unknown(let reason) = AccessVerdict(status: status, body: Array(body.utf8)) else {
            Issue.record("it is taken for an answer")
            return
        }
        #expect(reason.english.contains(part), "\(reason)")
    }

    @Test func `a right is asked for once, and again after minutes`() {
        var rights = ProxyRights()
        #expect(rights.takeDue(among: [Self.create], at: start) == [Self.create])
        #expect(!rights.isSettled && rights.takeDue(among: [Self.create], at: start + .seconds(900)).isEmpty)
        rights.absorb(AccessReply(Self.create, .allowed, at: start))
        #expect(rights.isSettled && rights[Self.create] == .allowed)
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(299)).isEmpty)
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(300)) == [Self.create])
        // While it is asked again, what is known stays known.
        #expect(rights[Self.create] == .allowed)
    }

    @Test func `a refusal has it asked again soon, and what is unknown is asked again sooner`() {
        var rights = ProxyRights()
        _ = rights.takeDue(among: [Self.create], at: start)
        rights.absorb(AccessReply(Self.create, .allowed, at: start))
        rights.doubt()
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(1)).isEmpty)
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(10)) == [Self.create])
        rights.absorb(AccessReply(Self.create, .unknown("403"), at: start + .seconds(10)))
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(69)).isEmpty)
        #expect(rights.takeDue(among: [Self.create], at: start + .seconds(70)) == [Self.create])
    }

    @Test func `a method is denied only where nobody could be asked with it`() {
        var rights = ProxyRights()
        rights.absorb(AccessReply(Self.create, .denied, at: start))
        let proxied = WebAddress(host: "api", port: 6443, path: "/api/v1/namespaces/shop/pods/db1:8008/proxy")
        let other = WebAddress(host: "api", port: 6443, path: "/api/v1/namespaces/other/pods/db1:8008/proxy")
        #expect(
            rights.denial(of: .post, to: [proxied])?.english.contains("may not create pods/proxy in namespace shop")
                == true
        )
        #expect(rights.denial(of: .patch, to: [proxied]) == nil)
        #expect(rights.denial(of: .post, to: [proxied, other]) == nil)
        #expect(rights.denial(of: .post, to: [proxied, WebAddress(host: "db2", port: 8008)]) == nil)
        #expect(rights.denial(of: .post, to: []) == nil)
    }
}
