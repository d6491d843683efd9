/// The address of an HTTP service: scheme, host, port and the path below which it answers.
///
/// Never holds a secret.
package struct WebAddress: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var isTLS: Bool
    /// Without the brackets of an IPv6 address.
    package var host: String
    package var port: Int
    /// Begins with `/` unless empty; no trailing slash unless it was meant (HAProxy's `stats uri`).
    package var path: String

    package init(isTLS: Bool = false, host: String, port: Int, path: String = "") {
        self.isTLS = isTLS
        self.host = host.printable(limit: 253)
        self.port = port
        self.path = path.printable(limit: 512)
    }

    /// The URL as libcurl takes it.
    package var url: String { "\(isTLS ? "https" : "http")://\(authority)\(path)" }

    /// `host:port`, with brackets where IPv6 needs them.
    package var authority: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    package var description: String { url }

    package static func < (left: WebAddress, right: WebAddress) -> Bool { left.url < right.url }
}

/// A host and port that database clients connect to.
package struct ClientAddress: Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host.printable(limit: 253)
        self.port = port
    }

    package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
