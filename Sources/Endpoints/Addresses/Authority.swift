/// The part of an address that names a host and perhaps a port: `db1`, `db1:8008`, `[::1]:8008`.
struct Authority: Equatable {
    /// Without brackets.
    var host: String
    var port: Int?

    /// - Parameter example: a right address, for the error's text.
    init(parsing text: Substring, example: String) throws(AddressError) {
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else { throw .host(text, example: "[::1]:8008") }
            let host = text[text.index(after: text.startIndex)..<end]
            guard Self.isIPv6(host) else { throw .host(host, example: "[::1]:8008") }
            self.host = String(host)
            port = try Self.port(after: text[text.index(after: end)...])
            return
        }
        guard text.filter({ $0 == ":" }).count <= 1 else { throw .missingBrackets(text) }
        let colon = text.firstIndex(of: ":") ?? text.endIndex
        guard Self.isName(text[..<colon]) else { throw .host(text[..<colon], example: example) }
        host = String(text[..<colon])
        port = try Self.port(after: text[colon...])
    }

    /// `rest` is empty or begins with a colon.
    private static func port(after rest: Substring) throws(AddressError) -> Int? {
        guard !rest.isEmpty else { return nil }
        let digits = rest.dropFirst()
        guard rest.hasPrefix(":"), digits.allSatisfy(\.isASCIIDigit), let port = Int(digits), 1...65535 ~= port else {
            throw .port(digits)
        }
        return port
    }

    /// Letters, digits, dots, hyphens and underscores, as DNS and container names have them.
    private static func isName(_ text: Substring) -> Bool {
        guard !text.isEmpty, text.utf8.count <= 253 else { return false }
        return text.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"): true
            default: false
            }
        }
    }

    /// Hexadecimal digits, colons and dots, then perhaps `%` and a zone.
    private static func isIPv6(_ text: Substring) -> Bool {
        let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = parts.first, address.contains(":"), address.utf8.count <= 45 else { return false }
        guard address.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return false }
        return parts.count == 1 || isName(parts[1])
    }
}

extension Character {
    var isASCIIDigit: Bool { "0"..."9" ~= self }
}
