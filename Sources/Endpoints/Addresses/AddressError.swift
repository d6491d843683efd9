import ClusterModel

/// Why a text is no address: a sentence that says what was wrong and what to try.
///
/// Never repeats a password.
package struct AddressError: Error, Equatable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }

    static func empty(example: String) -> AddressError {
        AddressError("The address is empty; give one like '\(example)'.")
    }

    static func unprintable(example: String) -> AddressError {
        AddressError("The address holds spaces, control or non-ASCII characters; give one like '\(example)'.")
    }

    static func tooLong(limit: Int) -> AddressError {
        AddressError("The address is longer than \(limit) characters.")
    }

    package static let userInformation = AddressError(
        "The address holds a user name or password. Anyone can read those in the process list; "
            + "remove the part up to '@' and set credentials in the configuration file."
    )

    static func scheme(_ found: Substring) -> AddressError {
        AddressError("'\(found.prefix(32))' is no scheme that can be read; use http:// or https://.")
    }

    static func proxyScheme(_ example: String) -> AddressError {
        AddressError("A proxy's URL begins with http://, https:// or socks5://; give one like '\(example)'.")
    }

    static let proxyUser = AddressError("The proxy's user name or password is not spelt as in a URL.")

    static func host(_ found: some StringProtocol, example: String) -> AddressError {
        AddressError(
            found.isEmpty
                ? "The address names no host; give one like '\(example)'."
                : "'\(found.prefix(64))' is no host name or IP address; give one like '\(example)'."
        )
    }

    static func missingBrackets(_ found: some StringProtocol) -> AddressError {
        AddressError("'\(found.prefix(64))' looks like an IPv6 address; put it in brackets, like '[::1]:8008'.")
    }

    static func port(_ found: some StringProtocol) -> AddressError {
        AddressError("'\(found.prefix(32))' is no port; use a number from 1 to 65535.")
    }

    static func pathInClientAddress(_ found: some StringProtocol) -> AddressError {
        AddressError("'\(found.prefix(64))' is a URL; a database port is given as host:port, like 'haproxy:6000'.")
    }
}
