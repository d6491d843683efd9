import ClusterModel
import Endpoints

/// What a credential plugin gave, and until when it holds.
package struct ExecCredential: Sendable, Equatable {
    package var credential: KubernetesCredential
    /// Nil for one that holds as long as we run.
    package var expiresAt: Timestamp?

    package init(credential: KubernetesCredential, expiresAt: Timestamp? = nil) {
        self.credential = credential
        self.expiresAt = expiresAt
    }
}

/// Why what a credential plugin printed is no credential: a phrase that follows its name, and never repeats what it printed.
package struct ExecCredentialError: Error, Equatable, Sendable {
    package let phrase: String

    package init(phrase: String) {
        self.phrase = phrase
    }
}

/// Reads what a credential plugin prints (kubernetes `client-go/plugin/pkg/client/auth/exec/exec.go`).
package enum ExecCredentialDecoder {
    /// - Parameter version: the one of the kubeconfig, which the plugin must answer with.
    package static func decode(
        _ bytes: [UInt8],
        version: CredentialPlugin.Version
    ) throws(ExecCredentialError) -> ExecCredential {
        guard let answer = try? JSONValue(parsing: bytes), case .fields = answer else {
            throw ExecCredentialError(phrase: "printed no ExecCredential in JSON")
        }
        let kind = answer["kind"]?.text(limit: 64) ?? ""
        guard kind == "ExecCredential" else {
            throw ExecCredentialError(phrase: "printed the kind '\(kind)' instead of ExecCredential")
        }
        let spoken = answer["apiVersion"]?.text(limit: 64) ?? ""
        guard spoken == version.rawValue else {
            throw ExecCredentialError(
                phrase:
                    "was asked for \(version.rawValue) and printed '\(spoken)'; make apiVersion in the kubeconfig the same"
            )
        }
        guard let status = answer["status"] else { throw ExecCredentialError(phrase: "printed no status") }
        let credential = KubernetesCredential(certificate: try certificate(status), authorization: try token(status))
        guard credential.certificate != nil || credential.authorization != nil else {
            throw ExecCredentialError(phrase: "printed neither a token nor a certificate")
        }
        return ExecCredential(credential: credential, expiresAt: try expiry(status))
    }

    private static func token(
        _ status: JSONValue
    ) throws(ExecCredentialError) -> KubernetesCredential.Authorization? {
        guard let token = try text("token", in: status) else { return nil }
        guard token.unicodeScalars.allSatisfy({ $0.isPrintable && $0 != " " }) else {
            throw ExecCredentialError(phrase: "printed a token with spaces or control characters")
        }
        return .bearer(Secret(token))
    }

    private static func certificate(
        _ status: JSONValue
    ) throws(ExecCredentialError) -> KubernetesCredential.ClientCertificate? {
        let certificate = try text("clientCertificateData", in: status)
        let key = try text("clientKeyData", in: status)
        guard let certificate, let key else {
            if certificate == nil, key == nil { return nil }
            throw ExecCredentialError(
                phrase: certificate == nil
                    ? "printed a key without its certificate" : "printed a certificate without its key"
            )
        }
        if let complaint = PEMRule.complaint(certificate: certificate) {
            throw ExecCredentialError(phrase: "printed a clientCertificateData that \(complaint)")
        }
        if let complaint = PEMRule.complaint(key: key) {
            throw ExecCredentialError(phrase: "printed a clientKeyData that \(complaint)")
        }
        return .init(certificate: .text(Secret(certificate)), key: .text(Secret(key)))
    }

    private static func expiry(_ status: JSONValue) throws(ExecCredentialError) -> Timestamp? {
        guard let text = try text("expirationTimestamp", in: status) else { return nil }
        guard let moment = Timestamp(iso8601: text) else {
            throw ExecCredentialError(phrase: "printed an expirationTimestamp that is no time")
        }
        return moment
    }

    /// A text as it is, not made fit to be shown; nil when it is empty or absent.
    private static func text(_ key: String, in status: JSONValue) throws(ExecCredentialError) -> String? {
        switch status[key] {
        case nil: return nil
        case .text(let text): return text.isEmpty ? nil : text
        case .some: throw ExecCredentialError(phrase: "printed a \(key) that is no text")
        }
    }
}
