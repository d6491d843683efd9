import Foundation
import Glibc
import TestSupport

/// A real etcd on loopback that wants TLS with a client certificate, and a login, for the time of one test.
///
/// `root` may do everything, `nines` may read what is below `/service/`.
final class SecuredEtcd {
    /// It did not come up, or refused what the test asked.
    struct Failure: Error {
        var said: String
    }

    static let password = "look, do not touch"
    /// Tokens are good for that long after their last use.
    private static let tokenSeconds = 2

    let certificates: Certificates
    let authority: Certificates.Identity
    let client: Certificates.Identity
    let url: String
    private let child: ChildProcess

    init() throws {
        certificates = try Certificates()
        authority = try certificates.authority("authority")
        let server = try certificates.leaf("etcd", issuer: authority)
        // With logins etcd's gateway takes no client certificate that has a CommonName.
        client = try certificates.leaf("client", issuer: authority, subject: "/O=nines")
        url = "https://127.0.0.1:\(try Self.freePort())"
        let peer = "http://127.0.0.1:\(try Self.freePort())"
        child = try ChildProcess(
            "etcd",
            [
                "--name", "one", "--data-dir", certificates.file("data"), "--bcrypt-cost", "4",
                "--auth-token-ttl", "\(Self.tokenSeconds)",
                "--listen-client-urls", url, "--advertise-client-urls", url,
                "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", "one=\(peer)",
                "--cert-file", server.certificate, "--key-file", server.key,
                "--client-cert-auth", "--trusted-ca-file", authority.certificate,
            ],
            streams: .file(certificates.file("etcd.log"))
        )
        let isUp = try eventually {
            if child.ended() != nil { return true }
            return try get("/health").contains(#""health":"true""#)
        }
        guard isUp, child.ended() == nil else {
            throw Failure(said: try String(contentsOfFile: certificates.file("etcd.log"), encoding: .utf8))
        }
        try requireLogins()
    }

    private func requireLogins() throws {
        for (name, password) in [("root", "root"), ("nines", Self.password)] {
            try ask("/auth/user/add", ["name": name, "password": password])
            try ask("/auth/role/add", ["name": name])
            try ask("/auth/user/grant", ["user": name, "role": name])
        }
        let readable = ["permType": "READ", "key": Self.base64("/service/"), "range_end": Self.base64("/service0")]
        try ask("/auth/role/grant", ["name": "nines", "perm": readable])
        try ask("/auth/enable", [:])
    }

    /// Writes keys of the cluster `demo` as Patroni does, `leader` with a lease.
    func put(_ pairs: [String: String]) throws {
        let login = try ask("/auth/authenticate", ["name": "root", "password": "root"])
        let token = login["token"] as? String
        let lease = try ask("/lease/grant", ["TTL": "60"], token: token)["ID"] as? String
        for (name, value) in pairs {
            var pair = ["key": Self.base64("/service/demo/\(name)"), "value": Self.base64(value)]
            if name == "leader" { pair["lease"] = lease }
            try ask("/kv/put", pair, token: token)
        }
    }

    /// How often a method of etcd's ended with a code, as its metrics count.
    func count(_ method: String, _ code: String) throws -> Int {
        let line = try get("/metrics").split(separator: "\n").first {
            $0.hasPrefix("grpc_server_handled_total{grpc_code=\"\(code)\",grpc_method=\"\(method)\"")
        }
        return line.flatMap { $0.split(separator: " ").last }.flatMap { Int($0) } ?? 0
    }

    @discardableResult
    private func ask(_ path: String, _ body: [String: Any], token: String? = nil) throws -> [String: Any] {
        let json = String(decoding: try JSONSerialization.data(withJSONObject: body), as: UTF8.self)
        let header = token.map { ["--header", "Authorization: \($0)"] } ?? []
        let answer = try get("/v3\(path)", ["--data", json] + header)
        let object = try JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        guard let object, object["error"] == nil else { throw Failure(said: "\(path): \(answer)") }
        return object
    }

    private func get(_ path: String, _ options: [String] = []) throws -> String {
        let identity = ["--cacert", authority.certificate, "--cert", client.certificate, "--key", client.key]
        return try Command(["curl", "--silent", "--max-time", "10"] + identity + options + [url + path]).run().output
    }

    private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    /// A port that nobody listened at a moment ago; etcd cannot be told to take any.
    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isBound else { throw Failure(said: "no free port") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
