import ClusterModel
import FoundationEssentials

/// One question to one etcd endpoint, through the JSON gateway of its version 3.
///
/// The gateway wants a JSON body even for reads (etcd `api_grpc_gateway`), so the bytes are made here, from a closed list, and nowhere
/// else: no question of this list changes anything.
package struct StoreRequest: Hashable, Sendable {
    package var endpoint: WebAddress
    package var dialect: StoreDialect
    package var question: StoreQuestion

    package init(_ question: StoreQuestion, at endpoint: WebAddress, in dialect: StoreDialect = .v3) {
        self.endpoint = endpoint
        self.dialect = dialect
        self.question = question
    }

    package var url: String { "\(endpoint.url)/\(dialect.rawValue)\(question.path(in: dialect))" }

    /// The JSON to send.
    ///
    /// - Parameter credentials: needed by `authenticate` alone.
    package func body(credentials: Access.Credentials? = nil) -> [UInt8] { Array(json(credentials).utf8) }

    private func json(_ credentials: Access.Credentials?) -> String {
        switch question {
        case .keys(let prefix):
            "{\(Self.range(prefix)),\"limit\":\(DecodingLimit.storeKeys)}"
        case .watch(let prefix, let revision):
            "{\"create_request\":{\(Self.range(prefix)),\"start_revision\":\(revision),\"progress_notify\":true}}"
        case .lease(let id): "{\"ID\":\"\(id)\"}"
        case .status, .members: "{}"
        case .authenticate:
            "{\"name\":\((credentials?.username ?? "").quotedAsJSON),"
                + "\"password\":\((credentials?.password.reveal() ?? "").quotedAsJSON)}"
        }
    }

    private static func range(_ prefix: StorePrefix) -> String {
        "\"key\":\"\(base64(prefix.path))\",\"range_end\":\"\(base64(prefix.end))\""
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}

/// Everything that is ever asked of etcd.
package enum StoreQuestion: Hashable, Sendable {
    /// All keys of the cluster.
    case keys(StorePrefix)
    /// Every change of those keys from a revision on, as a stream.
    case watch(StorePrefix, from: Int64)
    /// What is left of a lease.
    case lease(id: Int64)
    /// The endpoint about itself.
    case status
    /// The members of etcd.
    case members
    /// A token for the credentials of the access; it stays in the transport.
    case authenticate

    /// Below the dialect's own path (etcd `rpc.proto`: leases moved out of `/kv` in 3.4).
    package func path(in dialect: StoreDialect) -> String {
        switch self {
        case .keys: "/kv/range"
        case .watch: "/watch"
        case .lease: dialect == .v3 ? "/lease/timetolive" : "/kv/lease/timetolive"
        case .status: "/maintenance/status"
        case .members: "/cluster/member/list"
        case .authenticate: "/auth/authenticate"
        }
    }

    package var isStream: Bool {
        switch self {
        case .watch: true
        case .keys, .lease, .status, .members, .authenticate: false
        }
    }

    /// A word that orders questions and tells their kinds apart.
    package var kind: String {
        switch self {
        case .authenticate: "authenticate"
        case .keys: "keys"
        case .lease: "lease"
        case .members: "members"
        case .status: "status"
        case .watch: "watch"
        }
    }

    package var limitBytes: Int {
        switch self {
        case .keys, .watch: 4 << 20
        case .lease, .status, .members, .authenticate: 1 << 18
        }
    }
}

/// The gateway's path by etcd's version: `/v3` since 3.4, `/v3beta` since 3.3, `/v3alpha` before.
package enum StoreDialect: String, Hashable, Sendable, CaseIterable {
    case v3
    case v3beta
    case v3alpha

    /// The one to try when an endpoint does not know this one; nil after the last.
    package var older: StoreDialect? {
        switch self {
        case .v3: .v3beta
        case .v3beta: .v3alpha
        case .v3alpha: nil
        }
    }
}

/// Where in the store one cluster's keys are: `/service/opengauss/`.
package struct StorePrefix: Hashable, Sendable, CustomStringConvertible {
    /// Ends with a slash.
    package let path: String

    /// - Parameters:
    ///   - namespace: Patroni strips its slashes, and so do we (patroni `dcs/__init__.py AbstractDCS`).
    ///   - scope: the cluster's name as its agents spell it.
    package init?(namespace: String, scope: String) {
        let name = namespace.split(separator: "/").joined(separator: "/").printable(limit: 256)
        let scope = scope.printable(limit: 128)
        guard !scope.isEmpty, !scope.contains("/") else { return nil }
        path = name.isEmpty ? "/\(scope)/" : "/\(name)/\(scope)/"
    }

    /// The first key behind the prefix: `0` follows `/` in ASCII.
    package var end: String { path.dropLast() + "0" }

    package var description: String { path }
}

extension WebAddress {
    /// Reads an etcd endpoint: `etcd1`, `10.0.0.1:2379`, `https://etcd1:2379`.
    ///
    /// The port is etcd's 2379 unless named, with a scheme too: etcd's own tools read their endpoints so.
    package static func store(parsing text: String) throws(AddressError) -> WebAddress {
        var address = try agent(parsing: text)
        address.port = text.namesPort ? address.port : 2379
        return address
    }
}

extension String {
    /// Whether a port is written after the host.
    fileprivate var namesPort: Bool {
        let afterScheme = contains("://") ? split(separator: "://", maxSplits: 1).last ?? "" : Substring(self)
        let authority = afterScheme.prefix { !"/?#".contains($0) }
        let host = authority.lastIndex(of: "]").map { authority[$0...] } ?? authority
        return host.contains(":")
    }
}
