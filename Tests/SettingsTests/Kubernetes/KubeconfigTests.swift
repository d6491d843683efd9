import ClusterModel
import Endpoints
import Settings
import Testing

/// What a kubeconfig comes to.
@Suite struct KubeconfigTests {
    private static let server = WebAddress(isTLS: true, host: "h", port: 6443)

    @Test func `a certificate and key as data are taken with the server and its authority`() throws {
        let context = try chosen(
            kubeconfig(
                cluster: "{server: 'https://h:6443', certificate-authority-data: \(PEM.base64(PEM.certificate))}",
                user: """
                    {client-certificate-data: \(PEM.base64(PEM.certificate)), client-key-data: \(PEM.base64(PEM.key))}
                    """
            )
        )
        #expect(context.name == "x")
        #expect(context.namespace == "default")
        #expect(
            context.access == KubernetesAccess(server: Self.server, authority: .text(Secret(PEM.certificate)))
        )
        let certificate = KubernetesCredential.ClientCertificate(
            certificate: .text(Secret(PEM.certificate)),
            key: .text(Secret(PEM.key))
        )
        #expect(context.login == .fixed(KubernetesCredential(certificate: certificate)))
    }

    @Test func `relative paths begin at the file that names them`() throws {
        let files = [
            "/home/me/.kube/pki/ca.crt": PEM.certificate, "/home/me/.kube/me.crt": PEM.certificate,
            "/etc/me.key": PEM.key, "/home/me/.kube/token": "abc\n",
        ]
        let context = try chosen(
            kubeconfig(
                cluster: "{server: 'https://h:6443', certificate-authority: pki/ca.crt}",
                user: "{client-certificate: me.crt, client-key: /etc/me.key, tokenFile: token}"
            ),
            files: files
        )
        #expect(context.access.authority == .file("/home/me/.kube/pki/ca.crt"))
        let certificate = KubernetesCredential.ClientCertificate(
            certificate: .file("/home/me/.kube/me.crt"),
            key: .file("/etc/me.key")
        )
        #expect(context.login == .tokenFile("/home/me/.kube/token", certificate))
    }

    @Test func `a token, a name with password, or nobody at all`() throws {
        let cluster = "{server: 'https://h:6443'}"
        func credential(_ user: String) throws -> KubernetesLogin {
            try chosen(kubeconfig(cluster: cluster, user: user)).login
        }
        #expect(try credential("{token: abc}") == .fixed(KubernetesCredential(authorization: .bearer(Secret("abc")))))
        let basic = KubernetesCredential(
            authorization: .basic(Access.Credentials(username: "a", password: Secret("p: w")))
        )
        #expect(try credential("{username: a, password: 'p: w'}") == .fixed(basic))
        #expect(try credential("{}") == .fixed(KubernetesCredential()))
        let nobody = try chosen(kubeconfig(cluster: cluster, context: "{cluster: c}"))
        #expect(nobody.login == .fixed(KubernetesCredential()))
    }

    @Test func `a token file goes over a token, as in kubectl`() throws {
        let text = kubeconfig(cluster: "{server: 'https://h'}", user: "{token: old, tokenFile: /t}")
        #expect(try chosen(text, files: ["/t": "new"]).login == .tokenFile("/t", nil))
    }

    @Test(arguments: [
        ("https://h", true, "h", 443, ""), ("http://h", false, "h", 80, ""), ("https://h:8443/", true, "h", 8443, ""),
        ("https://rancher/k8s/clusters/c-1/", true, "rancher", 443, "/k8s/clusters/c-1"),
        ("h:6443", false, "h", 6443, ""),
        ("https://[::1]:6443", true, "::1", 6443, ""), ("HTTPS://h", true, "h", 443, ""),
        ("https://h/cluster", true, "h", 443, "/cluster"),
    ]) func `a server is written in many ways`(text: String, isTLS: Bool, host: String, port: Int, path: String) throws
    {
        let address = try chosen(kubeconfig(cluster: "{server: '\(text)'}")).access.server
        #expect(address == WebAddress(isTLS: isTLS, host: host, port: port, path: path))
    }

    @Test func `without a scheme it is https where anything about TLS is said`() throws {
        let text = kubeconfig(cluster: "{server: 'h:6443', insecure-skip-tls-verify: true}")
        #expect(try chosen(text).access == KubernetesAccess(server: Self.server, isInsecure: true))
    }

    @Test func `the name for TLS and a proxy`() throws {
        let text = kubeconfig(
            cluster: "{server: 'https://h:6443', tls-server-name: api.example, proxy-url: 'socks5://u:p%40w@[::1]'}"
        )
        let access = try chosen(text).access
        #expect(access.serverName == "api.example")
        let credentials = Access.Credentials(username: "u", password: Secret("p@w"))
        #expect(access.proxy == WebProxy(kind: .socks5, host: "::1", port: 1080, credentials: credentials))
    }

    @Test(arguments: [
        ("http://p", WebProxy.Kind.http, 80), ("https://p/x", .https, 443), ("HTTP://p:3128", .http, 3128),
    ])
    func `a proxy's port is its kind's unless named`(url: String, kind: WebProxy.Kind, port: Int) throws {
        let access = try chosen(kubeconfig(cluster: "{server: 'https://h', proxy-url: '\(url)'}")).access
        #expect(access.proxy == WebProxy(kind: kind, host: "p", port: port))
    }

    @Test func `names of contexts hold colons and slashes`() throws {
        let name = "arn:aws:eks:eu-west-1:1234:cluster/orders"
        let text = """
            current-context: \(name)
            clusters: [{name: \(name), cluster: {server: 'https://h'}}]
            users: [{name: 'kube-admin/api:6443/', user: {token: t}}]
            contexts:
            - {name: \(name), context: {cluster: \(name), user: 'kube-admin/api:6443/', namespace: orders}}
            """
        let context = try chosen(text)
        #expect(context.name == name)
        #expect(context.namespace == "orders")
        #expect(try chosen(text, named: name, namespace: "other").namespace == "other")
    }

    @Test func `whom to act as is said in headers`() throws {
        let user = "{token: t, as: jane, as-uid: '7', as-groups: [dev, ops], as-user-extra: {'a/B c': [x, z]}}"
        let access = try chosen(kubeconfig(cluster: "{server: 'https://h'}", user: user)).access
        #expect(
            access.impersonation?.headers == [
                "Impersonate-User: jane", "Impersonate-Uid: 7", "Impersonate-Group: dev", "Impersonate-Group: ops",
                "Impersonate-Extra-a%2FB%20c: x", "Impersonate-Extra-a%2FB%20c: z",
            ]
        )
    }

    @Test func `an empty value is none, and what kubectl does not know is passed over`() throws {
        let text = kubeconfig(
            cluster: "{server: 'https://h', certificate-authority: '', disable-compression: true, extensions: []}",
            user: "{token: '', username: ~, client-key-data: '', extra: 1}"
        )
        #expect(try chosen(text).login == .fixed(KubernetesCredential()))
    }

    @Test func `a kubeconfig may be JSON`() throws {
        let text = """
            {"kind": "Config", "current-context": "x", "contexts": [{"name": "x", "context": {"cluster": "c"}}],
             "clusters": [{"name": "c", "cluster": {"server": "https://h:6443"}}], "preferences": {}}
            """
        #expect(try chosen(text).access.server == Self.server)
    }

    @Test func `base64 may be folded, and a token as long as a page`() throws {
        let folded = PEM.base64(PEM.certificate).enumerated().map { $0 % 16 == 15 ? "\($1)\n      " : "\($1)" }
            .joined()
        let token = String(repeating: "x", count: 60_000)
        let text = """
            current-context: x
            clusters:
            - name: c
              cluster:
                server: https://h
                certificate-authority-data: |
                  \(folded)
            users: [{name: u, user: {token: \(token)}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            """
        let context = try chosen(text)
        #expect(context.access.authority == .text(Secret(PEM.certificate)))
        #expect(context.login == .fixed(KubernetesCredential(authorization: .bearer(Secret(token)))))
    }

    @Test func `secrets do not show when a context is printed`() throws {
        let text = kubeconfig(
            cluster: "{server: 'https://h', proxy-url: 'http://u:hunter2@p'}",
            user: "{token: hunter2, client-certificate-data: \(PEM.base64(PEM.certificate)), "
                + "client-key-data: \(PEM.base64(PEM.key + "hunter2"))}"
        )
        var dumped = ""
        dump(try chosen(text), to: &dumped)
        #expect(dumped.contains("•••") && !dumped.contains("hunter2"))
    }
}
