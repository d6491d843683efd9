import ClusterModel
import CurlTransport
import Endpoints
import Foundation
import Operations
import TestSupport
import Testing

/// Writes over TLS: who is trusted, who is shown, and a clear sentence where it fails.
final class WriterTLSTests {
    private let certificates: Certificates
    private let authority: Certificates.Identity

    init() throws {
        certificates = try Certificates()
        authority = try certificates.authority("lab")
    }

    private var trusting: Access { Access(certificateAuthorityFile: authority.certificate) }

    private func server(_ identity: Certificates.Identity, options: [String] = []) throws -> TLSServer {
        try TLSServer(identity, in: certificates, options: options)
    }

    /// The sentence of a failure before which nothing arrived.
    private func refusal(of server: TLSServer, _ access: Access) throws -> String {
        let reply = try Desk(access: access).reply(to: confirmed(at: server.address))
        #expect(!reply.mayHaveArrived)
        guard case .tls(let reason)? = reply.failure else {
            Issue.record("\(reply)")
            return ""
        }
        return reason
    }

    @Test func `another authority, an expired certificate and another host are named`() throws {
        let stranger = try certificates.authority("stranger")
        #expect(
            try refusal(of: server(certificates.leaf("db1", issuer: stranger)), trusting)
                .contains("unable to get local issuer certificate")
        )
        #expect(
            try refusal(of: server(certificates.leaf("db2", issuer: authority, days: -1)), trusting)
                .contains("certificate has expired")
        )
        #expect(
            try refusal(of: server(certificates.leaf("db3", issuer: authority, address: "127.0.0.2")), trusting)
                .contains("127.0.0.1")
        )
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"])
    func `without the client certificate that is asked for nothing arrives`(version: String) throws {
        let options = ["-Verify", "1", "-verify_return_error", "-CAfile", authority.certificate, version]
        let server = try server(certificates.leaf("db1", issuer: authority), options: options)
        #expect(try refusal(of: server, trusting).contains("alert"))
    }

    @Test func `with it the request goes out, with its credentials inside the TLS`() throws {
        let client = try certificates.leaf("operator", issuer: authority)
        let server = try TLSServer(
            certificates.leaf("db1", issuer: authority),
            in: certificates,
            options: ["-Verify", "1", "-verify_return_error", "-CAfile", authority.certificate],
            isSilent: true
        )
        var access = trusting
        access.clientCertificateFile = client.certificate
        access.clientKeyFile = client.key
        access.credentials = .init(username: "nines", password: Secret("hunter2"))
        let reply = try Desk(access: access).reply(to: confirmed(at: server.address, timeoutSeconds: 2))
        #expect(reply.failure == .timedOut(connected: true) && reply.mayHaveArrived)
        #expect(eventually { server.transcript.contains("candidate") }, "\(server.transcript)")
        #expect(server.transcript.contains("POST /switchover HTTP/1.1"))
        #expect(
            server.transcript.contains("Authorization: Basic \(Data("nines:hunter2".utf8).base64EncodedString())")
        )
        #expect(!"\(reply)".contains("hunter2"))
    }
}
