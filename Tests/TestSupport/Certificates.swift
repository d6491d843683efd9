import Foundation

/// A folder of keys and certificates made by the `openssl` command for one test, and deleted with it.
package final class Certificates {
    /// Why `openssl` did not do what it was asked.
    package struct ToolFailure: Error {
        package var arguments: [String]
        package var output: String
    }

    private let folder: URL

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-tls-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    package var path: String { folder.path }

    /// A certificate and its key, as PEM files.
    package struct Identity {
        package var certificate: String
        package var key: String
    }

    /// An authority that signs itself.
    package func authority(_ name: String) throws -> Identity {
        let identity = identity(name)
        try openssl(
            ["req", "-x509", "-out", identity.certificate, "-days", "1", "-subj", "/CN=\(name)"] + newKey(identity)
        )
        return identity
    }

    /// A certificate for 127.0.0.1, or for `host` alone, signed by `issuer`; `days` may be negative for one that has expired.
    ///
    /// - Parameter subject: its distinguished name; the CommonName `name` unless said otherwise.
    package func leaf(
        _ name: String,
        issuer: Identity,
        days: Int = 1,
        address: String = "127.0.0.1",
        host: String? = nil,
        subject: String? = nil
    ) throws -> Identity {
        let identity = identity(name)
        let request = file("\(name).csr")
        let extensions = file("\(name).ext")
        try Data("subjectAltName=\(host.map { "DNS:\($0)" } ?? "IP:\(address)")\n".utf8).write(
            to: URL(fileURLWithPath: extensions)
        )
        try openssl(["req", "-out", request, "-subj", subject ?? "/CN=\(name)"] + newKey(identity))
        try openssl([
            "x509", "-req", "-in", request, "-CA", issuer.certificate, "-CAkey", issuer.key, "-CAcreateserial",
            "-days", "\(days)", "-extfile", extensions, "-out", identity.certificate,
        ])
        return identity
    }

    /// The same key behind a password.
    package func encryptedKey(of identity: Identity, password: String) throws -> String {
        let encrypted = identity.key + ".encrypted"
        try openssl(["pkey", "-in", identity.key, "-aes256", "-passout", "pass:\(password)", "-out", encrypted])
        return encrypted
    }

    package func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

    private func identity(_ name: String) -> Identity {
        Identity(certificate: file("\(name).pem"), key: file("\(name).key"))
    }

    private func newKey(_ identity: Identity) -> [String] {
        ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", identity.key]
    }

    private func openssl(_ arguments: [String]) throws {
        let output = file("openssl.out")
        let process = try ChildProcess("openssl", arguments, streams: .file(output))
        guard eventually({ process.ended() != nil }), process.ended() == .exited(0) else {
            throw ToolFailure(arguments: arguments, output: try String(contentsOfFile: output, encoding: .utf8))
        }
    }
}
