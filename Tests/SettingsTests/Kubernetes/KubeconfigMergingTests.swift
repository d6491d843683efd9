import ClusterModel
import Endpoints
import Settings
import Testing

/// Which files count, and which of their values.
///
/// The expectations are what `kubectl config view` of 1.20 and 1.32 gave.
@Suite struct KubeconfigMergingTests {
    private let first = KubeconfigFile(
        path: "/a/one",
        text: """
            clusters: [{name: c, cluster: {server: 'https://one'}}, {name: own, cluster: {server: 'https://own'}}]
            users: [{name: u, user: {username: one}}]
            """
    )
    private let second = KubeconfigFile(
        path: "/b/two",
        text: """
            current-context: x
            clusters: [{name: c, cluster: {server: 'https://two', tls-server-name: two}}]
            users: [{name: u, user: {token: two}}, {name: v, user: {tokenFile: token}}]
            contexts:
            - {name: x, context: {cluster: c, user: u, namespace: two}}
            - {name: 'y', context: {cluster: own, user: v}}
            """
    )
    private let third = KubeconfigFile(path: "/c/three", text: "current-context: 'y'")

    private func merged(_ files: [KubeconfigFile]) throws -> KubernetesContext {
        try Kubeconfig(files).context(reading: reading(["/b/token": "t"]))
    }

    @Test func `of a name the first file's value counts, and counts as a whole`() throws {
        let context = try merged([first, second, third])
        #expect(context.name == "x" && context.namespace == "two")
        #expect(context.access.server.host == "one" && context.access.serverName == nil)
        let basic = KubernetesCredential(authorization: .basic(.init(username: "one", password: Secret(""))))
        #expect(context.login == .fixed(basic))
    }

    @Test func `the first current context counts, and paths stay those of their own file`() throws {
        let context = try merged([third, first, second])
        #expect(context.name == "y" && context.access.server.host == "own")
        #expect(context.login == .tokenFile("/b/token", nil))
    }

    @Test func `a bad file is an error even where nothing of it is used`() {
        let bad = KubeconfigFile(path: "/d/bad", text: "users: [{name: z, user: {token: yes}}]")
        let error = #expect(throws: SettingsError.self) { try merged([second, bad]) }
        #expect(
            error?.description
                == "/d/bad:1:33: users[0].user.token: expected text, found true or false; put it in quotes"
        )
    }

    @Test func `files without anything are as good as none`() throws {
        #expect(try Kubeconfig([]).isEmpty)
        #expect(try Kubeconfig([KubeconfigFile(path: "/e", text: "# nothing\n")]).isEmpty)
        #expect(
            try Kubeconfig([KubeconfigFile(path: "/e", text: "apiVersion: v1\nkind: Config\nclusters: []")]).isEmpty
        )
        #expect(try !Kubeconfig([third]).isEmpty)
    }

    @Test func `the flag goes alone, then the list, then the home`() {
        let environment = ["KUBECONFIG": ":/a::/b:/a:", "HOME": "/home/me"]
        #expect(KubeconfigPaths(flag: "/f", environment: environment).paths == ["/f"])
        #expect(KubeconfigPaths(flag: "/f", environment: environment).isRequired)
        #expect(KubeconfigPaths(flag: nil, environment: environment).paths == ["/a", "/b"])
        #expect(!KubeconfigPaths(flag: nil, environment: environment).isRequired)
        let home = KubeconfigPaths(flag: nil, environment: ["KUBECONFIG": "", "HOME": "/home/me"])
        #expect(home.paths == ["/home/me/.kube/config"])
        #expect(KubeconfigPaths(flag: nil, environment: ["KUBECONFIG": ":"]).paths.isEmpty)
        #expect(KubeconfigPaths(flag: nil, environment: [:]).paths.isEmpty)
    }

    @Test func `a pod is let in by its service account`() {
        let environment = ["KUBERNETES_SERVICE_HOST": "fd00::1", "KUBERNETES_SERVICE_PORT": "443"]
        let context = InClusterSettings.context(environment: environment, ownNamespace: "platform\n", folder: "/sa")
        #expect(context?.namespace == "platform")
        #expect(context?.access.server.url == "https://[fd00::1]:443")
        #expect(context?.access.authority == .file("/sa/ca.crt"))
        #expect(context?.login == .tokenFile("/sa/token", nil))
        let other = InClusterSettings.context(environment: environment, ownNamespace: nil, namespace: "other")
        #expect(other?.namespace == "other")
        #expect(InClusterSettings.context(environment: environment, ownNamespace: "../x")?.namespace == "default")
        #expect(InClusterSettings.context(environment: [:], ownNamespace: nil) == nil)
        let bad = ["KUBERNETES_SERVICE_HOST": "h", "KUBERNETES_SERVICE_PORT": "tcp://1:2"]
        #expect(InClusterSettings.context(environment: bad, ownNamespace: nil) == nil)
    }
}
