import ClusterModel

extension WebProxy {
    /// Reads the URL of a proxy: `http://proxy:3128`, `socks5://user:password@10.0.0.1:1080`.
    ///
    /// The kinds are kubectl's. No port means that kind's own: 80, 443, 1080. Errors never repeat a password.
    package init(parsing text: String) throws(AddressError) {
        let example = "http://proxy:3128"
        guard !text.isEmpty else { throw .empty(example: example) }
        guard text.utf8.count <= 1024 else { throw .tooLong(limit: 1024) }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { throw .unprintable(example: example) }
        let lowercased = text.lowercased()
        guard let kind = Kind.allCases.first(where: { lowercased.hasPrefix("\($0.rawValue)://") }) else {
            throw .proxyScheme(example)
        }
        var rest = text.dropFirst(kind.rawValue.count + 3).prefix { !"/?#".contains($0) }
        var credentials: Access.Credentials?
        if let at = rest.lastIndex(of: "@") {
            credentials = try Self.credentials(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        let authority = try Authority(parsing: rest, example: example)
        self.init(
            kind: kind,
            host: authority.host,
            port: authority.port ?? kind.port,
            credentials: credentials
        )
    }

    private static func credentials(_ text: Substring) throws(AddressError) -> Access.Credentials {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard let username = parts.first?.withoutPercents,
            let password = parts.count == 2 ? parts[1].withoutPercents : ""
        else { throw .proxyUser }
        return Access.Credentials(username: username, password: Secret(password))
    }
}

extension WebProxy.Kind {
    fileprivate var port: Int {
        switch self {
        case .http: 80
        case .https: 443
        case .socks5: 1080
        }
    }
}

extension Substring {
    /// With `%41` and the like read as bytes; nil where that gives no visible text.
    fileprivate var withoutPercents: String? {
        var bytes: [UInt8] = []
        var rest = utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            guard digits.utf8.count == 2, digits.allSatisfy(\.isHexDigit), let value = UInt8(digits, radix: 16) else {
                return nil
            }
            bytes.append(value)
            rest = rest.dropFirst(2)
        }
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(\.isPrintable) else {
            return nil
        }
        return text
    }
}
