import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Settings
import TestSupport
import Testing

/// Agents and proxies that are read through the API server.
@Suite struct PodProxyTests {
    private let desk: KubernetesDesk

    init() throws {
        desk = try KubernetesDesk()
    }

    @Test func `an agent behind the pod proxy is asked with what the API server wants`() throws {
        let server = try desk.server(["--accept", "Bearer t"])
        let context = try desk.context(server, path: "/base", user: "token: t")
        var agent = context.access.server
        agent.path += "/api/v1/namespaces/platform/pods/db1-0:8008/proxy"
        let answer = try desk.outcome(of: .agent(agent), desk.reader(context)).get()
        #expect(answer.status == 200 && answer.text == #"{"state": "running"}"#)
        #expect(server.requests.map(\.path) == ["/base/api/v1/namespaces/platform/pods/db1-0:8008/proxy/patroni"])
    }

    @Test(arguments: [
        "", "/api/v1/namespaces/platform/secrets/x", "/api/v1/namespaces/platform/pods/db1-0:8008",
        "/api/v1/namespaces/platform/pods/db1-0:8008/proxy/../../../secrets",
        "/api/v1/namespaces/platform/pods/db1-0:8008/proxy/%2E%2e/%2e%2e/log", "/api/v1/namespaces//pods/x/proxy",
        "/api/v1/namespaces/platform/pods/x/exec/proxy",
    ]) func `an agent's address leads to nothing else of the API server`(path: String) throws {
        let server = try desk.server()
        let context = try desk.context(server, user: "token: t")
        var agent = context.access.server
        agent.path = path
        #expect(!context.access.covers(.agent(agent)))
        // With an agent's access its authority is unknown, so nothing is sent at all.
        guard case .failure(.tls) = try desk.outcome(of: .agent(agent), desk.reader(context)) else {
            Issue.record("it was asked")
            return
        }
        #expect(server.requests.isEmpty)
    }

    @Test func `a statistics page with a query goes through services too`() throws {
        let context = try desk.context(desk.server(), user: "")
        var page = context.access.server
        page.path = "/api/v1/namespaces/platform/services/https:haproxy:7000/proxy/haproxy?stats;csv;norefresh"
        #expect(context.access.covers(.proxyStatistics(page)))
        page.port += 1
        #expect(!context.access.covers(.proxyStatistics(page)))
    }

    @Test func `a pod that says 401 is not the API server that says it`() throws {
        let server = try desk.server(["--pod-status", "401"])
        let context = try desk.context(server, user: "token: t")
        let source = CountingSource()
        var agent = context.access.server
        agent.path = "/api/v1/namespaces/platform/pods/db1-0:8008/proxy"
        #expect(try desk.outcome(of: .agent(agent), desk.reader(context, source: source)).get().status == 401)
        #expect(source.refusals == 0)
    }
}

/// Shows nothing, and counts how often that was refused.
private final class CountingSource: CredentialSource {
    var refusals = 0

    func credential() -> CredentialState { .ready(KubernetesCredential()) }

    func replace(_ refused: KubernetesCredential) -> Bool {
        refusals += 1
        return true
    }
}
