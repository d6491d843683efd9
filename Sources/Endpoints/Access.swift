/// How to be let in by a kind of source: TLS and Basic authentication.
package struct Access: Sendable, Equatable {
    /// PEM file of the authorities to trust; the system's when nil.
    package var certificateAuthorityFile: String?
    package var clientCertificateFile: String?
    package var clientKeyFile: String?
    package var clientKeyPassword: Secret?
    /// Accept any certificate.
    ///
    /// Only when asked for, and then shown on screen.
    package var isInsecure: Bool
    package var credentials: Credentials?

    /// A user name with its password.
    package struct Credentials: Sendable, Equatable {
        package var username: String
        package var password: Secret

        package init(username: String, password: Secret) {
            self.username = username
            self.password = password
        }
    }

    package init(
        certificateAuthorityFile: String? = nil,
        clientCertificateFile: String? = nil,
        clientKeyFile: String? = nil,
        clientKeyPassword: Secret? = nil,
        isInsecure: Bool = false,
        credentials: Credentials? = nil
    ) {
        self.certificateAuthorityFile = certificateAuthorityFile
        self.clientCertificateFile = clientCertificateFile
        self.clientKeyFile = clientKeyFile
        self.clientKeyPassword = clientKeyPassword
        self.isInsecure = isInsecure
        self.credentials = credentials
    }
}

/// Text that must not be shown: it prints as dots wherever it is interpolated, dumped or logged.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String

    package init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the one place that sends it.
    package func reveal() -> String { text }

    package var description: String { "•••" }
    package var debugDescription: String { "•••" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
