/// What is shown to an API server so that it knows who asks; empty for somebody unknown.
package struct KubernetesCredential: Sendable, Equatable {
    package var certificate: ClientCertificate?
    package var authorization: Authorization?

    /// What goes into the `Authorization` header.
    package enum Authorization: Sendable, Equatable {
        case bearer(Secret)
        case basic(Access.Credentials)
    }

    /// A client certificate with its key.
    package struct ClientCertificate: Sendable, Equatable {
        package var certificate: PEMSource
        package var key: PEMSource

        package init(certificate: PEMSource, key: PEMSource) {
            self.certificate = certificate
            self.key = key
        }
    }

    package init(certificate: ClientCertificate? = nil, authorization: Authorization? = nil) {
        self.certificate = certificate
        self.authorization = authorization
    }

    /// Everything in it that must not be shown.
    package var secrets: [Secret] {
        switch authorization {
        case .bearer(let token): [token]
        case .basic(let credentials): [credentials.password]
        case nil: []
        }
    }
}
