import ClusterModel

extension WebAddress {
    /// Reads an agent's address as people and Patroni write it: `db1`, `10.0.0.1:8008`, `http://db1:8008/patroni`,
    /// `https://[::1]:8008/`.
    ///
    /// Without a scheme it is http, and the port is Patroni's 8008 unless named. With a scheme it is a URL, and no port means
    /// that scheme's own, as in a browser. A final `/patroni` or `/cluster` is cut off, a path before it (an ingress's prefix) stays.
    package static func agent(parsing text: String) throws(AddressError) -> WebAddress {
        let parts = try AddressParts(parsing: text, example: "http://db1:8008")
        var path = parts.path
        for suffix in ["/patroni", "/cluster"] where path.trimmed.hasSuffix(suffix) {
            path = path.trimmed.dropLast(suffix.count)
        }
        return WebAddress(
            isTLS: parts.isTLS,
            host: parts.authority.host,
            port: parts.port(unlessURL: 8008),
            path: String(path.trimmed)
        )
    }

    /// Reads the address of HAProxy's statistics page, whatever its `stats uri`: `haproxy`, `haproxy:7000`,
    /// `http://haproxy/haproxy?stats`.
    ///
    /// Without a scheme the port is 7000 unless named; with one, no port means that scheme's own. What turns the page into
    /// CSV is added where it is missing (`doc/management.txt` 9, "stats").
    package static func proxy(parsing text: String) throws(AddressError) -> WebAddress {
        let parts = try AddressParts(parsing: text, example: "http://haproxy:7000/")
        var page = String(parts.path.isEmpty ? "/" : parts.path) + parts.query
        if let csv = page.range(of: ";csv") {
            if page.range(of: ";norefresh") == nil { page.insert(contentsOf: ";norefresh", at: csv.upperBound) }
        } else {
            page += page.range(of: ";norefresh") == nil ? ";csv;norefresh" : ";csv"
        }
        return WebAddress(
            isTLS: parts.isTLS,
            host: parts.authority.host,
            port: parts.port(unlessURL: 7000),
            path: page
        )
    }

    /// Reads the `server` of a kubeconfig: a URL, or a host and perhaps a port.
    ///
    /// No port means the scheme's own; a path before the API's own stays.
    ///
    /// - Parameter isTLSUnlessSaid: what a text without a scheme means; kubectl takes it for https where anything about TLS is configured.
    package static func apiServer(parsing text: String, isTLSUnlessSaid: Bool) throws(AddressError) -> WebAddress {
        let parts = try AddressParts(parsing: text, example: "https://10.0.0.1:6443")
        let isTLS = parts.hasScheme ? parts.isTLS : isTLSUnlessSaid
        return WebAddress(
            isTLS: isTLS,
            host: parts.authority.host,
            port: parts.authority.port ?? (isTLS ? 443 : 80),
            path: String(parts.path.trimmed)
        )
    }
}

extension ClientAddress {
    /// Reads `host`, `host:port` or `[IPv6]:port`; the port is PostgreSQL's and openGauss's 5432 unless named.
    package init(parsing text: String) throws(AddressError) {
        let example = "haproxy:6000"
        guard !text.isEmpty else { throw .empty(example: example) }
        guard text.isVisibleASCII else { throw .unprintable(example: example) }
        guard !text.contains("@") else { throw .userInformation }
        guard !text.contains("/") else { throw .pathInClientAddress(text) }
        let authority = try Authority(parsing: Substring(text), example: example)
        self.init(host: authority.host, port: authority.port ?? 5432)
    }
}

/// An address taken apart, before its kind decides about defaults.
private struct AddressParts {
    var isTLS: Bool
    var hasScheme: Bool
    var authority: Authority
    var path: Substring
    /// With its question mark; without a fragment.
    var query: Substring

    private static let longest = 480

    init(parsing text: String, example: String) throws(AddressError) {
        guard !text.isEmpty else { throw .empty(example: example) }
        guard text.utf8.count <= Self.longest else { throw .tooLong(limit: Self.longest) }
        guard text.isVisibleASCII else { throw .unprintable(example: example) }
        var rest = Substring(text)
        isTLS = false
        hasScheme = false
        let slash = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        if let separator = rest.range(of: "://"), separator.lowerBound <= slash {
            let scheme = rest[..<separator.lowerBound]
            guard ["http", "https"].contains(scheme.lowercased()) else { throw .scheme(scheme) }
            isTLS = scheme.lowercased() == "https"
            hasScheme = true
            rest = rest[separator.upperBound...]
        }
        let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        guard !rest[..<end].contains("@") else { throw .userInformation }
        authority = try Authority(parsing: rest[..<end], example: example)
        let location = rest[end...].prefix { $0 != "#" }
        path = location.prefix { $0 != "?" }
        query = location[path.endIndex...]
    }

    /// The port that was named, the URL's scheme's, or `fallback` where no scheme was written.
    func port(unlessURL fallback: Int) -> Int {
        authority.port ?? (hasScheme ? (isTLS ? 443 : 80) : fallback)
    }
}

extension StringProtocol {
    /// Whether every character is one that a URL may hold.
    fileprivate var isVisibleASCII: Bool { utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    /// The first place of `word`; in ASCII text, characters are bytes.
    fileprivate func range(of word: String) -> Range<Index>? {
        indices.first { self[$0...].hasPrefix(word) }.map { $0..<(index($0, offsetBy: word.count)) }
    }
}

extension Substring {
    /// Without slashes at the end.
    fileprivate var trimmed: Substring {
        var kept = self
        while kept.hasSuffix("/") { kept.removeLast() }
        return kept
    }
}
