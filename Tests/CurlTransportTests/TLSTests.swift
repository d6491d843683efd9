import ClusterModel
import CurlTransport
import Endpoints
import Foundation
import TestSupport
import Testing

@Suite struct TLSTests {
    private let certificates: Certificates
    private let authority: Certificates.Identity

    init() throws {
        certificates = try Certificates()
        authority = try certificates.authority("lab")
    }

    private func server(_ identity: Certificates.Identity, options: [String] = []) throws -> TLSServer {
        try TLSServer(identity, in: certificates, options: options)
    }

    private var trusting: Access { Access(certificateAuthorityFile: authority.certificate) }

    /// The sentence of a TLS failure; anything else is recorded.
    private func complaint(of server: TLSServer, access: Access) throws -> String {
        let failure = try failure(of: .agent(server.address), access: access)
        guard case .tls(let reason) = failure else {
            Issue.record("not a TLS failure: \(failure)")
            return ""
        }
        return reason
    }

    @Test func `a server signed by the given authority is trusted`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority))
        let answer = try answer(to: .agent(server.address), access: trusting)
        #expect(answer.status == 200)
        #expect(answer.text == "{\"state\": \"running\"}")
    }

    @Test func `a server signed by another authority is refused`() throws {
        let server = try server(certificates.leaf("db1", issuer: certificates.authority("stranger")))
        #expect(try complaint(of: server, access: trusting).contains("unable to get local issuer certificate"))
    }

    @Test func `an authority of one's own is not trusted by the system`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority))
        #expect(try complaint(of: server, access: Access()).contains("certificate"))
    }

    @Test func `an expired certificate is named as such`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority, days: -1))
        #expect(try complaint(of: server, access: trusting).contains("certificate has expired"))
    }

    @Test func `a certificate for another address is refused`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority, address: "127.0.0.2"))
        #expect(try complaint(of: server, access: trusting).contains("127.0.0.1"))
    }

    @Test func `insecure accepts any certificate`() throws {
        let stranger = try certificates.authority("stranger")
        let server = try server(certificates.leaf("db1", issuer: stranger, days: -1, address: "127.0.0.2"))
        #expect(try answer(to: .agent(server.address), access: Access(isInsecure: true)).status == 200)
    }

    @Test func `a client certificate that is asked for is shown`() throws {
        let client = try certificates.leaf("operator", issuer: authority)
        let server = try server(
            certificates.leaf("db1", issuer: authority),
            options: ["-Verify", "1", "-CAfile", authority.certificate]
        )
        var access = trusting
        access.clientCertificateFile = client.certificate
        access.clientKeyFile = client.key
        #expect(try answer(to: .agent(server.address), access: access).status == 200)
    }

    @Test(arguments: ["-tls1_2", "-tls1_3"]) func `a missing client certificate is a TLS failure`(version: String)
        throws
    {
        let options = ["-Verify", "1", "-verify_return_error", "-CAfile", authority.certificate, version]
        let server = try server(certificates.leaf("db1", issuer: authority), options: options)
        #expect(try complaint(of: server, access: trusting).contains("alert"))
    }

    @Test func `an encrypted client key opens with its password, and with no other`() throws {
        let client = try certificates.leaf("operator", issuer: authority)
        let server = try server(
            certificates.leaf("db1", issuer: authority),
            options: ["-Verify", "1", "-CAfile", authority.certificate]
        )
        var access = trusting
        access.clientCertificateFile = client.certificate
        access.clientKeyFile = try certificates.encryptedKey(of: client, password: "open sesame")
        access.clientKeyPassword = Secret("open sesame")
        #expect(try answer(to: .agent(server.address), access: access).status == 200)
        access.clientKeyPassword = Secret("close barley")
        let complaint = try complaint(of: server, access: access)
        #expect(complaint.contains("operator.key.encrypted"))
        #expect(!complaint.contains("barley"))
    }

    @Test func `a missing authority file is named on one line`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority))
        let reason = try complaint(of: server, access: Access(certificateAuthorityFile: "/nonexistent/ca.pem"))
        #expect(reason.contains("/nonexistent/ca.pem"))
        #expect(!reason.contains("\u{FFFD}"))
    }

    @Test func `a file name cannot show a secret`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority))
        let access = Access(
            certificateAuthorityFile: "/nonexistent/hunter2",
            credentials: .init(username: "u", password: Secret("hunter2"))
        )
        #expect(try complaint(of: server, access: access).contains("/nonexistent/•••"))
    }

    @Test func `TLS older than 1.2 is not spoken`() throws {
        let server = try server(
            certificates.leaf("db1", issuer: authority),
            options: ["-tls1_1", "-cipher", "ALL:@SECLEVEL=0"]
        )
        #expect(try !complaint(of: server, access: trusting).isEmpty)
    }

    @Test func `plain HTTP on a TLS port gets no answer`() throws {
        let server = try server(certificates.leaf("db1", issuer: authority))
        let address = WebAddress(host: server.address.host, port: server.address.port)
        #expect(throws: ReadFailure.self) { try outcome(of: .agent(address)).get() }
    }

    @Test func `TLS on a plain port is a TLS failure`() throws {
        let script: [LoopbackServer.Step] = [
            .read(5), .send("HTTP/1.0 400 Bad Request\r\n\r\n"), .pause(.milliseconds(50)),
        ]
        try LoopbackServer.run(script: { _ in script }) { plain in
            let address = WebAddress(isTLS: true, host: "127.0.0.1", port: plain.port)
            guard case .tls(let reason) = try failure(of: .agent(address)) else {
                Issue.record("not a TLS failure")
                return
            }
            #expect(reason.contains("wrong version number"))
        }
    }

    @Test func `a TLS server that is frozen accepts and does not answer`() throws {
        try LoopbackServer.runFrozen { frozen in
            let address = WebAddress(isTLS: true, host: "127.0.0.1", port: frozen.port)
            let failure = try failure(of: .agent(address), deadline: .milliseconds(500))
            #expect(failure == .timedOut(connected: true))
        }
    }
}
