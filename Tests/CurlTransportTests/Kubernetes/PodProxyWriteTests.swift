import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Operations
import Settings
import TestSupport
import Testing
import Wording

/// Changes that are sent through the API server's proxy to a pod, and questions about the right to do so.
@Suite struct PodProxyWriteTests {
    private let desk: KubernetesDesk
    private static let pod = "/api/v1/namespaces/platform/pods/db1-0:8008/proxy"

    init() throws {
        desk = try KubernetesDesk()
    }

    private func writer(_ reader: CurlReader) throws -> CurlWriter {
        switch Session.open(.operate) {
        case .readOnly: throw NoAuthority()
        case .readWrite(let authority):
            CurlWriter(
                authority: authority,
                beside: reader,
                agents: Access(credentials: .init(username: "agent", password: Secret("agents-own"))),
                userAgent: "nines/test",
                clock: SystemClock.now
            )
        }
    }

    /// Sends one request to a path of the context's server.
    private func reply(
        _ context: KubernetesContext,
        _ method: RequestOutline.Method = .post,
        at path: String = PodProxyWriteTests.pod,
        source: (any CredentialSource)? = nil
    ) throws -> WriteReply {
        let reader = try desk.reader(context, source: source)
        let writer = try writer(reader)
        var agent = context.access.server
        agent.path += path
        writer.start(try #require(writer.request(try confirmed(method, at: agent), step: 0)))
        return try #require(wait(reader) { writer.takeReplies().first })
    }

    private func wait<Value>(_ reader: CurlReader, for value: () -> Value?) -> Value? {
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            _ = reader.wait(atMost: .seconds(5), descriptors: [])
            if let value = value() { return value }
        }
        return nil
    }

    @Test(arguments: RequestOutline.Method.allCases)
    func `a change goes to the pod with the API server's TLS and credentials`(method: RequestOutline.Method) throws {
        let server = try desk.server(["--accept", "Bearer t"])
        let context = try desk.context(server, path: "/base", user: "token: t")
        let reply = try reply(context, method)
        #expect(try reply.answer() == WriteAnswer(status: 200, text: "Successfully switched over"))
        #expect(server.requests.map(\.path) == ["/base\(Self.pod)/switchover"])
        let request = try #require(server.requests.first)
        #expect(request.method == method.rawValue && request.headers["content-type"] == "application/json")
        #expect(request.headers["user-agent"] == "nines/test")
        #expect(request.body == #"{"leader": "db1", "candidate": "db2"}"#)
    }

    @Test func `a client certificate and a server of another name serve too`() throws {
        let server = try desk.server(["--accept", "operator"], host: "kubernetes.example")
        let context = try desk.context(
            server,
            cluster: "certificate-authority: kubernetes.pem, tls-server-name: kubernetes.example",
            user: "client-certificate: operator.pem, client-key: operator.key"
        )
        #expect(try reply(context).answer().status == 200)
        #expect(server.requests.first?.serverName == "kubernetes.example")
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test func `a foreign server gets nothing`() throws {
        let server = try desk.server()
        let context = try desk.context(server, cluster: "tls-server-name: other.example", user: "token: t")
        let reply = try reply(context)
        guard case .tls? = reply.failure else {
            Issue.record("\(reply)")
            return
        }
        #expect(!reply.mayHaveArrived && server.requests.isEmpty)
    }

    @Test func `a credential that is refused is renewed for the next, and nothing is sent twice`() throws {
        let server = try desk.server(["--accept", "Bearer other"])
        let context = try desk.context(server, user: "token: t")
        let source = RefusedSource()
        let reply = try reply(context, source: source)
        #expect(source.refusals == 1 && server.requests.count == 1)
        #expect(!reply.mayHaveArrived && reply.failure != nil, "\(reply)")
    }

    @Test func `a credential that is on its way is waited for, one that is missing sends nothing`() throws {
        let server = try desk.server(["--accept", "Bearer late"])
        let context = try desk.context(server, user: "token: t")
        #expect(try reply(context, source: LateSource(after: 3)).answer().status == 200)
        let missing = try reply(context, source: LateSource(after: nil))
        #expect(missing.failure == .withoutCredential(reason: "there is none") && !missing.mayHaveArrived)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        (
            403,
            #"{"kind":"Status","message":"pods \"db1-0:8008\" is forbidden: User \"eve\" cannot create","code":403}"#
        ),
        (404, #"{"kind":"Status","message":"pods \"db1-0\" not found","code":404}"#),
        (
            503,
            #"{"kind":"Status","message":"error trying to reach service: dial tcp 10.0.0.1:8008: connect: connection refused","code":503}"#
        ),
    ])
    func `what the API server says for itself is no answer of Patroni's`(status: Int, body: String) throws {
        let server = try desk.server(["--pod-status", "\(status)", "--pod-body", body])
        let reply = try reply(desk.context(server, user: "token: t"))
        #expect(reply.failure != nil && !reply.mayHaveArrived, "\(reply)")
    }

    @Test func `a pod that ended in the middle may have got it, and Patroni's own 503 is Patroni's`() throws {
        let ended = #"{"kind":"Status","message":"error trying to reach service: EOF","code":503}"#
        let cut = try desk.server(["--pod-status", "503", "--pod-body", ended])
        let reply = try reply(desk.context(cut, user: "token: t"))
        #expect(reply.failure == .closedWithoutAnswer && reply.mayHaveArrived)
        let own = try desk.server(["--pod-status", "503", "--pod-body", "Switchover failed"])
        let answer = try self.reply(desk.context(own, user: "token: t")).answer()
        #expect(answer == WriteAnswer(status: 503, text: "Switchover failed"))
    }

    @Test(arguments: ["/api/v1/namespaces/platform/secrets", "/api/v1/namespaces/platform/pods/db1-0:8008/proxy/../.."])
    func `credentials go with nothing but what leads to a pod`(path: String) throws {
        let server = try desk.server()
        // The agents' own authority does not know this server, so nothing leaves.
        let reply = try reply(desk.context(server, user: "token: t"), at: path)
        #expect(!reply.mayHaveArrived && server.requests.isEmpty, "\(reply)")
    }

    @Test func `a review is asked with the same credentials at its own path`() throws {
        let server = try desk.server(["--accept", "Bearer t"])
        let context = try desk.context(server, path: "/base", user: "token: t")
        let reader = try desk.reader(context)
        let writer = try writer(reader)
        let right = ProxyRight(.patch, in: "platform")
        writer.review(right)
        let reply = try #require(wait(reader) { writer.takeReviews().first })
        #expect(reply.right == right && reply.verdict == .allowed)
        let request = try #require(server.requests.first)
        #expect(
            request.method == "POST" && request.path == "/base/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
        )
        #expect(request.body?.contains(#""verb": "patch""#) == true)
    }

    @Test func `without an API server, and with one that is not there, rights are unknown`() throws {
        let reader = try CurlReader(agents: Access(), proxies: Access(), clock: SystemClock.now)
        let alone = try writer(reader)
        alone.review(ProxyRight(.post, in: "platform"))
        #expect(alone.takeReviews().map(\.verdict) == [.unknown("no API server is known to ask")])
        let access = KubernetesAccess(server: WebAddress(host: "127.0.0.1", port: 1))
        let link = KubernetesLink(access, source: SettledCredential(KubernetesCredential()))
        let lost = try CurlReader(agents: Access(), proxies: Access(), kubernetes: link, clock: SystemClock.now)
        let writer = try writer(lost)
        writer.review(ProxyRight(.post, in: "platform"))
        let reply = try #require(wait(lost) { writer.takeReviews().first })
        guard case .unknown(let reason) = reply.verdict else {
            Issue.record("\(reply)")
            return
        }
        #expect(reason.english.contains("refused"), "\(reason)")
    }
}

/// Shows a token, and counts how often it was refused.
private final class RefusedSource: CredentialSource {
    var refusals = 0

    func credential() -> CredentialState { .ready(KubernetesCredential(authorization: .bearer(Secret("t")))) }

    func replace(_ refused: KubernetesCredential) -> Bool {
        refusals += 1
        return true
    }
}

/// Has its token only after it was asked for a few times, or never.
private final class LateSource: CredentialSource {
    private var left: Int?

    init(after count: Int?) {
        left = count
    }

    func credential() -> CredentialState {
        guard let left else { return .missing(reason: "there is none") }
        guard left > 0 else { return .ready(KubernetesCredential(authorization: .bearer(Secret("late")))) }
        self.left = left - 1
        return .underWay
    }

    func replace(_ refused: KubernetesCredential) -> Bool { false }
}
