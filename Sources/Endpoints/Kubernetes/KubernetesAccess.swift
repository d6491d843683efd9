import ClusterModel

/// How a Kubernetes API server is reached: where it is, what lies between, and whom to take for it.
///
/// Who asks is another matter: `KubernetesCredential`.
package struct KubernetesAccess: Sendable, Equatable {
    /// With the path below which it answers, where it stands behind something that serves many (Rancher).
    package var server: WebAddress
    /// The authorities to trust; the system's when nil.
    package var authority: PEMSource?
    /// Accept any certificate.
    ///
    /// Only when asked for, and then shown on screen.
    package var isInsecure: Bool
    /// The name that the server's certificate is for, where that is not the host it is reached at.
    package var serverName: String?
    package var proxy: WebProxy?
    package var impersonation: Impersonation?

    package init(
        server: WebAddress,
        authority: PEMSource? = nil,
        isInsecure: Bool = false,
        serverName: String? = nil,
        proxy: WebProxy? = nil,
        impersonation: Impersonation? = nil
    ) {
        self.server = server
        self.authority = authority
        self.isInsecure = isInsecure
        self.serverName = serverName
        self.proxy = proxy
        self.impersonation = impersonation
    }
}

extension KubernetesAccess {
    /// Whether a request goes to the API server, so that it is to be made with this access.
    ///
    /// Agents and proxies can be read through the API server's proxy to their pod or service. Their addresses may have come from
    /// an agent, so nothing else of the API server is read in their name.
    package func covers(_ request: ReadRequest) -> Bool {
        switch request {
        case .listing(let address), .agent(let address), .history(let address), .configuration(let address),
            .proxyStatistics(let address):
            isProxied(address)
        case .kubernetes(let question): question.server == server
        case .probe, .heldConnection, .store: false
        }
    }

    /// Whether the address leads to a pod or service through this server: `/api/v1/namespaces/NS/pods/NAME:8008/proxy`.
    package func isProxied(_ address: WebAddress) -> Bool {
        guard address.isTLS == server.isTLS, address.host == server.host, address.port == server.port,
            address.path.hasPrefix(server.path)
        else { return false }
        let path = address.path.dropFirst(server.path.count).prefix { $0 != "?" }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        // libcurl resolves dots before it asks, which would lead out of the proxy.
        guard !parts.contains(".."), !parts.contains("."), !path.lowercased().contains("%2e") else { return false }
        guard parts.count >= 8, parts[0].isEmpty, parts[1...3] == ["api", "v1", "namespaces"] else { return false }
        return ["pods", "services"].contains(parts[5]) && !parts[4].isEmpty && !parts[6].isEmpty && parts[7] == "proxy"
    }
}

/// A certificate or key, or several, as PEM.
package enum PEMSource: Sendable, Equatable {
    /// Read anew with every connection, so that a renewed file counts.
    case file(String)
    case text(Secret)
}

/// What stands between us and the API server and passes our connection on (kubeconfig `proxy-url`).
package struct WebProxy: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case http
        case https
        /// Names are resolved by the proxy, as by kubectl.
        case socks5
    }

    package var kind: Kind
    /// Without the brackets of an IPv6 address.
    package var host: String
    package var port: Int
    package var credentials: Access.Credentials?

    package init(kind: Kind, host: String, port: Int, credentials: Access.Credentials? = nil) {
        self.kind = kind
        self.host = host
        self.port = port
        self.credentials = credentials
    }
}

/// As whom to act instead of oneself (kubeconfig `as`, `as-groups` …).
package struct Impersonation: Sendable, Equatable {
    package var user: String
    package var uid: String?
    package var groups: [String]
    package var extra: [String: [String]]

    package init(user: String, uid: String? = nil, groups: [String] = [], extra: [String: [String]] = [:]) {
        self.user = user
        self.uid = uid
        self.groups = groups
        self.extra = extra
    }

    /// The header lines, in a fixed order (kubernetes `staging/src/k8s.io/client-go/transport`, "Impersonate-").
    package var headers: [String] {
        let extra = self.extra.sorted { $0.key < $1.key }.flatMap { key, values in
            values.map { "Impersonate-Extra-\(Self.escaped(key)): \($0)" }
        }
        return ["Impersonate-User: \(user)"] + (uid.map { ["Impersonate-Uid: \($0)"] } ?? [])
            + groups.map { "Impersonate-Group: \($0)" } + extra
    }

    /// A header's name holds few characters; the others are written with a percent sign.
    private static func escaped(_ key: String) -> String {
        key.utf8.map { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return String(Unicode.Scalar(byte))
            case _ where "!#$&'*+-.^_`|~".utf8.contains(byte): return String(Unicode.Scalar(byte))
            default: return "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }.joined()
    }
}
