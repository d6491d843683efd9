import Endpoints
import Settings
import Testing

/// Every mistake is named with its file, its place and what to do.
@Suite struct BrokenKubeconfigTests {
    private static let cluster = "{server: 'https://h'}"
    private static let certificate = PEM.base64(PEM.certificate)
    private static let key = PEM.base64(PEM.key)

    @Test func `all files that are missing are told at once`() {
        let text = kubeconfig(
            cluster: "{server: 'https://h', certificate-authority: ca.pem}",
            user: "{client-certificate: /c.pem, client-key: /k.pem}",
            context: "{cluster: c, user: u, namespace: A}"
        )
        #expect(
            refusal(text).split(separator: "\n") == [
                "4 mistakes in the configuration:",
                "F:6:57: clusters[0].cluster.certificate-authority: /home/me/.kube/ca.pem: No such file or directory",
                "F:9:30: users[0].user.client-certificate: /c.pem: No such file or directory",
                "F:9:50: users[0].user.client-key: /k.pem: No such file or directory",
                "F:12:45: contexts[0].context.namespace: 'A' is no name of a namespace: small letters, digits and hyphens, "
                    + "63 at most",
            ]
        )
    }

    @Test(arguments: [
        ("{}", "F:6:12: clusters[0].cluster: names no server; write server: https://HOST:6443"),
        (
            "{server: 'ftp://h'}",
            "F:6:21: clusters[0].cluster.server: 'ftp' is no scheme that can be read; use http:// or https://."
        ),
        (
            "{server: 'https://u:hunter2@h'}",
            "F:6:21: clusters[0].cluster.server: \(userInformation)"
        ),
        (
            "{server: 6443}",
            "F:6:21: clusters[0].cluster.server: expected text, found a number; put it in quotes: '6443'"
        ),
        ("{server: [a]}", "F:6:21: clusters[0].cluster.server: expected text, found a list"),
        (
            "{server: 'https://h', insecure-skip-tls-verify: 'true'}",
            "F:6:60: clusters[0].cluster.insecure-skip-tls-verify: expected true or false, found text; write it without quotes"
        ),
        (
            "{server: 'https://h', certificate-authority-data: '%%'}",
            "F:6:62: clusters[0].cluster.certificate-authority-data: is not base64; write what `base64 -w0 FILE` prints"
        ),
        (
            "{server: 'https://h', certificate-authority-data: aGVsbG8=}",
            "F:6:62: clusters[0].cluster.certificate-authority-data: holds no PEM certificate"
        ),
        (
            "{server: 'https://h', certificate-authority: ca.pem}",
            "F:6:57: clusters[0].cluster.certificate-authority: /home/me/.kube/ca.pem: No such file or directory"
        ),
        (
            "{server: 'https://h', certificate-authority: /key}",
            "F:6:57: clusters[0].cluster.certificate-authority: /key: holds no PEM certificate"
        ),
        (
            "{server: 'https://h', certificate-authority: /ca, certificate-authority-data: \(certificate)}",
            "F:6:90: clusters[0].cluster.certificate-authority-data: "
                + "the authority is given twice, as data and as a file; keep one"
        ),
        (
            "{server: 'https://h', certificate-authority: /ca, insecure-skip-tls-verify: true}",
            "F:6:88: clusters[0].cluster.insecure-skip-tls-verify: "
                + "an authority is given, and it is not to be looked at; remove one of the two"
        ),
        (
            "{server: 'https://h', tls-server-name: 'a b'}",
            "F:6:51: clusters[0].cluster.tls-server-name: 'a b' is no host name; write a name alone"
        ),
        (
            "{server: 'https://h', proxy-url: 'socks4://p'}",
            "F:6:45: clusters[0].cluster.proxy-url: A proxy's URL begins with http://, https:// or socks5://; "
                + "give one like 'http://proxy:3128'."
        ),
        (
            "{server: 'https://h', proxy-url: 'http://u:%zz@p'}",
            "F:6:45: clusters[0].cluster.proxy-url: The proxy's user name or password is not spelt as in a URL."
        ),
        (
            "{server: 'https://h', proxy-url: 'http://:hunter2@'}",
            "F:6:45: clusters[0].cluster.proxy-url: The address names no host; give one like 'http://proxy:3128'."
        ),
    ]) func `what is wrong with a cluster is told`(cluster: String, text: String) {
        let files = ["/ca": PEM.certificate, "/key": PEM.key]
        #expect(refusal(kubeconfig(cluster: cluster), files: files) == text)
    }

    private static let userInformation =
        "The address holds a user name or password. Anyone can read those in the process list; "
        + "remove the part up to '@' and set credentials in the configuration file."

    @Test(arguments: [
        ("{token: yes}", "F:9:17: users[0].user.token: expected text, found true or false; put it in quotes"),
        ("{token: y}", "F:9:17: users[0].user.token: expected text, found true or false; put it in quotes"),
        ("{token: 1e3}", "F:9:17: users[0].user.token: expected text, found a number; put it in quotes"),
        (
            "{username: a, password: 4711}",
            "F:9:33: users[0].user.password: expected text, found a number; put it in quotes"
        ),
        ("{token: \"a\\nb\"}", "F:9:17: users[0].user.token: has control characters or more than 65536 characters"),
        ("{token: 'a b'}", "F:9:17: users[0].user.token: has a space, which no token has; remove it"),
        ("{token: a, username: b}", "F:9:17: users[0].user.token: two ways to log in: token and username; keep one"),
        ("{password: b}", "F:9:20: users[0].user.password: has no username beside it; write username: NAME"),
        (
            "{username: 'a:b'}",
            "F:9:20: users[0].user.username: has a colon, which Basic authentication cannot carry"
        ),
        ("{tokenFile: t}", "F:9:21: users[0].user.tokenFile: /home/me/.kube/t: No such file or directory"),
        ("{tokenFile: /empty}", "F:9:21: users[0].user.tokenFile: /empty: is empty"),
        (
            "{tokenFile: /ca, password: b}",
            "F:9:21: users[0].user.tokenFile: two ways to log in: tokenFile and password; keep one"
        ),
        (
            "{client-certificate: /ca}",
            "F:9:30: users[0].user.client-certificate: is a certificate without its key; "
                + "write client-key: FILE, or client-key-data"
        ),
        (
            "{client-key-data: \(key)}",
            "F:9:27: users[0].user.client-key-data: is a key without its certificate; "
                + "write client-certificate: FILE, or client-certificate-data"
        ),
        (
            "{client-certificate: /ca, client-key: /locked}",
            "F:9:47: users[0].user.client-key: /locked: holds a key behind a password, which a kubeconfig cannot give"
        ),
        (
            "{client-certificate: /ca, client-key: /ca}",
            "F:9:47: users[0].user.client-key: /ca: holds no PEM key"
        ),
        (
            "{client-certificate: /ca, client-key: /key, client-key-data: \(key)}",
            "F:9:70: users[0].user.client-key-data: is given twice, as data and as a file; keep one"
        ),
        (
            "{auth-provider: {name: gcp}}",
            "F:9:25: users[0].user.auth-provider: auth-provider is of the past and not supported; "
                + "use an exec plugin (kubelogin, gke-gcloud-auth-plugin), as newer tools write it"
        ),
        ("{as-groups: [a]}", "F:9:21: users[0].user.as-groups: says more of a user that is not named; write as: USER"),
        (
            "{as: a, as-groups: [1]}",
            "F:9:29: users[0].user.as-groups[0]: expected text, found a number; put it in quotes: '1'"
        ),
    ]) func `what is wrong with a user is told`(user: String, text: String) {
        let files = ["/ca": PEM.certificate, "/key": PEM.key, "/locked": PEM.lockedKey, "/empty": " \n"]
        #expect(refusal(kubeconfig(cluster: Self.cluster, user: user), files: files) == text)
    }

    @Test(arguments: [
        ("{args: []}", "F:9:16: users[0].user.exec: names no command; write command: PROGRAM"),
        (
            "{command: p}",
            "F:9:16: users[0].user.exec: has no apiVersion; write apiVersion: "
                + "client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1"
        ),
        (
            "{command: p, apiVersion: client.authentication.k8s.io/v1alpha1}",
            "F:9:41: users[0].user.exec.apiVersion: 'client.authentication.k8s.io/v1alpha1' is not spoken here; known are "
                + "client.authentication.k8s.io/v1 or client.authentication.k8s.io/v1beta1"
        ),
        (
            "{command: p, apiVersion: client.authentication.k8s.io/v1}",
            "F:9:16: users[0].user.exec: has no interactiveMode, which client.authentication.k8s.io/v1 wants; "
                + "write interactiveMode: IfAvailable"
        ),
        (
            "{command: p, apiVersion: client.authentication.k8s.io/v1beta1, interactiveMode: Always}",
            "F:9:96: users[0].user.exec.interactiveMode: the plugin must ask its user something, and there is no keyboard "
                + "for it here; log in with it before, or use a login that needs nobody"
        ),
        (
            "{command: p, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Often}",
            "F:9:91: users[0].user.exec.interactiveMode: 'Often' is none; write Never or IfAvailable"
        ),
        (
            "{command: p, env: [{name: A, value: yes}]}",
            "F:9:52: users[0].user.exec.env[0].value: expected text, found true or false; put it in quotes"
        ),
        ("{command: p, env: [{value: a}]}", "F:9:35: users[0].user.exec.env[0]: has no name; write name: NAME"),
        (
            "{command: p, env: {A: b}}",
            "F:9:34: users[0].user.exec.env: expected a list, found a mapping; write - name: NAME"
        ),
        ("[p]", "F:9:16: users[0].user.exec: expected a mapping that describes a credential plugin, found a list"),
    ]) func `what is wrong with a plugin is told`(plugin: String, text: String) {
        #expect(refusal(kubeconfig(cluster: Self.cluster, user: "{exec: \(plugin)}")) == text)
    }

    @Test(arguments: [
        ("{token: t, exec: P}", "exec and token"), ("{username: t, exec: P}", "exec and username"),
        ("{client-certificate: /ca, client-key: /key, exec: P}", "exec and a client certificate"),
    ]) func `a plugin and another way to log in are one too many`(user: String, conflict: String) {
        let plugin = "{command: p, apiVersion: client.authentication.k8s.io/v1beta1}"
        let text = kubeconfig(cluster: Self.cluster, user: user.replacing("P", with: plugin))
        let refusal = refusal(text, files: ["/ca": PEM.certificate, "/key": PEM.key])
        #expect(refusal.hasSuffix("users[0].user.exec: two ways to log in: \(conflict); keep one"), "\(refusal)")
    }

    @Test(arguments: [
        ("{cluster: d}", "F:12:22: contexts[0].context.cluster: no cluster is named 'd'; did you mean 'c'?"),
        ("{cluster: c, user: nobody}", "F:12:31: contexts[0].context.user: no user is named 'nobody'; known here: u"),
        ("{user: u}", "F:12:12: contexts[0].context: names no cluster; write cluster: NAME"),
        (
            "{cluster: c, namespace: Big}",
            "F:12:36: contexts[0].context.namespace: 'Big' is no name of a namespace: "
                + "small letters, digits and hyphens, 63 at most"
        ),
        (
            "{cluster: true}",
            "F:12:22: contexts[0].context.cluster: expected text, found true or false; put it in quotes: 'true'"
        ),
    ]) func `what is wrong with a context is told`(context: String, text: String) {
        #expect(refusal(kubeconfig(cluster: Self.cluster, context: context)) == text)
    }

    @Test func `names that are not there are told with the nearest one`() {
        let text = kubeconfig(cluster: Self.cluster).replacing("- name: x", with: "- name: production")
        #expect(refusal(text) == "F:3:18: current-context: no context is named 'x'; known here: production")
        #expect(
            refusal(text, named: "prodution")
                == "F: contexts: no context is named 'prodution'; did you mean 'production'?"
        )
        let without = text.replacing("current-context: x\n", with: "")
        #expect(refusal(without) == "F: current-context: is not set; give --context NAME; there are: production")
        #expect(refusal("current-context: x") == "F:1:18: current-context: no context is named 'x'; there is none")
        #expect(refusal("users: [{name: u}]") == "F: current-context: is not set; and there is no context")
    }

    @Test(arguments: [
        ("kind: Pod", "F:1:7: kind: 'Pod' is not that of a kubeconfig; it has kind: Config"),
        ("apiVersion: v2", "F:1:13: apiVersion: 'v2' is not that of a kubeconfig; it has apiVersion: v1"),
        ("- a", "F:1:1: expected a mapping, as kubeconfig files are, found a list"),
        ("clusters: {a: b}", "F:1:11: clusters: expected a list, found a mapping; write - name: NAME"),
        ("clusters: [{cluster: {}}]", "F:1:12: clusters[0]: has no name; write name: NAME"),
        ("users: [{name: u}, {name: u}]", "F:1:20: users[1]: a second user named 'u'; give it another name"),
        ("users: [{name: 12}]", "F:1:16: users[0].name: expected text, found a number; put it in quotes: '12'"),
        ("a: [", "F:2:1: not YAML: did not find expected node content"),
    ]) func `what is wrong with a file is told`(text: String, complaint: String) {
        #expect(refusal(text) == complaint)
    }

    @Test func `no prefix of a valid file crashes`() throws {
        let text = kubeconfig(
            cluster:
                "{server: 'https://h', proxy-url: 'http://u:%41@p', certificate-authority-data: \(Self.certificate)}",
            user: "{exec: {command: p, env: [{name: A, value: b}], apiVersion: client.authentication.k8s.io/v1beta1}}"
        )
        for length in 0...text.count { _ = try? chosen(String(text.prefix(length))) }
        _ = try chosen(text)
    }
}
