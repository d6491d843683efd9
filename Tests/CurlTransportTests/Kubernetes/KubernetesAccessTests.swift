import ClusterModel
import Credentials
import CurlTransport
import Endpoints
import Settings
import TestSupport
import Testing

/// Every form of a kubeconfig against a real TLS server that tells what it was shown.
@Suite struct KubernetesAccessTests {
    private let desk: KubernetesDesk

    init() throws {
        desk = try KubernetesDesk()
    }

    @Test func `a certificate as data is shown, and authority as data believed`() throws {
        let server = try desk.server(["--accept", "operator"])
        let context = try desk.context(
            server,
            cluster: "certificate-authority-data: \(desk.base64(desk.authority.certificate))",
            user: "client-certificate-data: \(desk.base64(desk.client.certificate)), "
                + "client-key-data: \(desk.base64(desk.client.key))"
        )
        #expect(try desk.status(context) == 200)
        #expect(server.requests.map(\.commonName) == ["operator"])
        #expect(server.requests.first?.headers["authorization"] == nil)
    }

    @Test func `certificate, key and authority may be files beside the kubeconfig`() throws {
        let server = try desk.server(["--accept", "operator"])
        let context = try desk.context(server, user: "client-certificate: operator.pem, client-key: operator.key")
        #expect(try desk.status(context) == 200)
        #expect(server.requests.map(\.commonName) == ["operator"])
    }

    @Test func `a token goes into its header, below the server's own path`() throws {
        let server = try desk.server(["--accept", "Bearer t0ken"])
        let context = try desk.context(server, path: "/k8s/clusters/c-1/", user: "token: t0ken")
        #expect(try desk.status(context) == 200)
        let request = try #require(server.requests.first)
        #expect(request.path.hasPrefix("/k8s/clusters/c-1/api/v1/namespaces/platform/pods?"), "\(request.path)")
        #expect(request.headers["authorization"] == "Bearer t0ken")
        #expect(request.headers["user-agent"] == "nines/test")
        #expect(request.headers["host"] == "127.0.0.1:\(server.port)")
    }

    @Test func `a token's file may end in a newline`() throws {
        let server = try desk.server(["--accept", "Bearer t0ken"])
        _ = try desk.write("t0ken\n", to: "token")
        #expect(try desk.status(desk.context(server, user: "tokenFile: token")) == 200)
    }

    @Test func `a token that was renewed in its file is found when the old one is refused`() throws {
        let server = try desk.server(["--accept", "Bearer new"])
        _ = try desk.write("old", to: "token")
        let context = try desk.context(server, user: "tokenFile: token")
        let reader = try desk.reader(context)
        #expect(try desk.outcome(of: desk.pods(context), reader).get().status == 401)
        #expect(server.requests.count == 1, "the same token again is not worth a second try")
        _ = try desk.write("new", to: "token")
        #expect(try desk.outcome(of: desk.pods(context), reader).get().status == 200)
        #expect(server.requests.map { $0.headers["authorization"] } == ["Bearer old", "Bearer old", "Bearer new"])
    }

    @Test func `a name with its password goes as Basic`() throws {
        let server = try desk.server(["--accept", "Basic YWRtaW46cDrDpA=="])
        #expect(try desk.status(desk.context(server, user: "username: admin, password: 'p:ä'")) == 200)
    }

    @Test func `nobody shows nothing, and the answer says so`() throws {
        let server = try desk.server(["--accept", "Bearer t"])
        #expect(try desk.status(desk.context(server, user: "")) == 401)
        #expect(server.requests.map { $0.headers["authorization"] } == [nil])
        #expect(server.requests.map(\.commonName) == [nil])
    }

    @Test func `whom to act as is asked in headers`() throws {
        let server = try desk.server()
        let context = try desk.context(
            server,
            user: "token: t, as: jane, as-groups: [dev, ops], as-user-extra: {a/b: [c]}"
        )
        #expect(try desk.status(context) == 200)
        let request = try #require(server.requests.first)
        #expect(request.headers["impersonate-user"] == "jane")
        #expect(request.groups == ["dev", "ops"])
        #expect(request.headers["impersonate-extra-a%2fb"] == "c")
    }

    @Test func `the certificate may be for another name than the address`() throws {
        let server = try desk.server(host: "api.example")
        let cluster = "certificate-authority: kubernetes.pem"
        let wrong = try desk.outcome(desk.context(server, cluster: cluster, user: ""))
        guard case .failure(.tls) = wrong else {
            Issue.record("not a TLS failure: \(wrong)")
            return
        }
        let context = try desk.context(
            server,
            path: "/a",
            cluster: cluster + ", tls-server-name: api.example",
            user: ""
        )
        #expect(try desk.status(context) == 200)
        let request = try #require(server.requests.last)
        #expect(request.serverName == "api.example")
        #expect(request.headers["host"] == "127.0.0.1:\(server.port)", "as kubectl has it")
        #expect(request.path.hasPrefix("/a/api/v1/"))
    }

    @Test func `an authority of one's own is not the system's, and insecure asks for none`() throws {
        let server = try desk.server(host: "elsewhere")
        guard case .failure(.tls) = try desk.outcome(desk.context(server, cluster: "", user: "")) else {
            Issue.record("a stranger's certificate was believed")
            return
        }
        let context = try desk.context(server, cluster: "insecure-skip-tls-verify: true", user: "")
        #expect(try desk.status(context) == 200)
    }

    @Test(arguments: ["http", "https", "socks5"]) func `a proxy is used, and told the server's name`(kind: String)
        throws
    {
        let server = try desk.server(["--accept", "Bearer t"])
        var options = ["--to", "\(server.port)"]
        if kind == "https" {
            let identity = try desk.certificates.leaf("proxy", issuer: desk.authority)
            options += ["--cert", identity.certificate, "--key", identity.key]
        }
        let proxy = try PythonServer("\(kind)-proxy", options, in: desk.certificates.path)
        let context = try desk.context(
            server,
            cluster: "certificate-authority: kubernetes.pem, proxy-url: '\(kind)://u:p%40w@127.0.0.1:\(proxy.port)'",
            user: "token: t"
        )
        #expect(try desk.status(context) == 200)
        let request = try #require(proxy.requests.first)
        #expect(request.path == "127.0.0.1:\(server.port)")
        #expect(request.headers["authorization"] == nil, "the token is for the server")
        if kind == "socks5" {
            #expect(request.headers["user"] == "u:p@w")
        } else {
            #expect(request.method == "CONNECT")
            #expect(request.headers["proxy-authorization"] == "Basic dTpwQHc=")
        }
        #expect(server.requests.map { $0.headers["proxy-authorization"] } == [nil])
    }

    @Test func `a proxy resolves names, also beside a name for TLS`() throws {
        let server = try desk.server(host: "api.example")
        let proxy = try PythonServer("socks5-proxy", ["--to", "\(server.port)"], in: desk.certificates.path)
        var context = try desk.context(
            server,
            cluster: "certificate-authority: kubernetes.pem, tls-server-name: api.example, "
                + "proxy-url: 'socks5://127.0.0.1:\(proxy.port)'",
            user: ""
        )
        context.access.server.host = "not.resolvable.example"
        #expect(try desk.status(context) == 200)
        #expect(proxy.requests.map(\.path) == ["not.resolvable.example:\(server.port)"])
        #expect(proxy.requests.map(\.method) == ["kind 3"], "a name, not an address")
        #expect(server.requests.map(\.serverName) == ["api.example"])
    }

    @Test func `what is shown goes to no other server`() throws {
        let other = try desk.server()
        let server = try desk.server(["--redirect", "https://127.0.0.1:\(other.port)/"])
        #expect(try desk.status(desk.context(server, user: "token: t")) == 302)
        #expect(other.requests.isEmpty)
    }

    @Test func `a list comes compressed, and a connection serves many`() throws {
        let server = try desk.server()
        let context = try desk.context(server, user: "token: t")
        let reader = try desk.reader(context)
        for _ in 0..<3 {
            let answer = try desk.outcome(of: desk.pods(context), reader).get()
            #expect(answer.text.contains("\"PodList\""))
        }
        #expect(server.requests.allSatisfy { $0.headers["accept-encoding"] == "gzip" })
        #expect(Set(server.requests.map(\.client)).count == 1)
    }

    @Test func `a watch gives each line as it comes, and then its end`() throws {
        let server = try desk.server()
        let context = try desk.context(server, user: "token: t")
        let reader = try desk.reader(context)
        let pods = PodSelection(namespace: "platform")
        reader.start(.kubernetes(.init(.watchPods(pods, from: "7"), at: context.access.server)), deadline: .seconds(20))
        var replies: [ReadReply] = []
        while replies.last?.isFinal != true {
            let new = reader.wait(atMost: .seconds(60), descriptors: []).replies
            try #require(!new.isEmpty)
            replies += new
        }
        // The first says that the stream has begun.
        #expect(
            try replies.dropLast().map { try $0.outcome.get().text }
                == ["", #"{"type":"ADDED"}"#, #"{"type":"MODIFIED"}"#, #"{"type":"BOOKMARK"}"#]
        )
        #expect(try replies.last?.outcome.get().body == [])
        #expect(server.requests.map { $0.headers["accept-encoding"] } == [nil])
    }

    @Test func `a secret does not show in what libcurl says`() throws {
        let server = try desk.server()
        var context = try desk.context(server, user: "token: hunter2")
        context.access.authority = .file("/nonexistent/hunter2")
        guard case .failure(.tls(let reason)) = try desk.outcome(context) else {
            Issue.record("a missing authority was no failure")
            return
        }
        #expect(reason.contains("/nonexistent/•••"), "\(reason)")
    }
}
