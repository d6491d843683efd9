import Endpoints

/// How a kind of source lets us in, with its secrets still to be fetched.
package struct AccessSettings: Sendable, Equatable {
    package var certificateAuthorityFile: String?
    package var clientCertificateFile: String?
    package var clientKeyFile: String?
    package var clientKeyPassword: SecretSource?
    package var isInsecure: Bool
    package var username: String?
    package var password: SecretSource?
    /// Where a configuration says these, by its keys.
    package var places = AccessPlaces()

    package init(
        certificateAuthorityFile: String? = nil,
        clientCertificateFile: String? = nil,
        clientKeyFile: String? = nil,
        clientKeyPassword: SecretSource? = nil,
        isInsecure: Bool = false,
        username: String? = nil,
        password: SecretSource? = nil
    ) {
        self.certificateAuthorityFile = certificateAuthorityFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.clientKeyPassword = clientKeyPassword
        self.isInsecure = isInsecure
        self.username = username
        self.password = password
    }

    /// The access itself, with each secret fetched by `fetch`, which is told where a configuration names its source.
    package func access<Failure>(
        fetching fetch: (SecretSource, SettingsPlace?) throws(Failure) -> Secret
    ) throws(Failure) -> Access {
        var access = Access(
            certificateAuthorityFile: certificateAuthorityFile,
            clientCertificateFile: clientCertificateFile,
            clientKeyFile: clientKeyFile,
            isInsecure: isInsecure
        )
        if let clientKeyPassword {
            access.clientKeyPassword = try fetch(
                clientKeyPassword,
                places.place(of: "key_password", from: clientKeyPassword)
            )
        }
        if let username, let password {
            let secret = try fetch(password, places.place(of: "password", from: password))
            access.credentials = Access.Credentials(username: username, password: secret)
        }
        return access
    }
}
