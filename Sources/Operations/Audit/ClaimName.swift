import ClusterModel

/// The name of the file that is locked while an operation runs on a cluster: another one for each cluster.
package enum ClaimName {
    /// Longer names than this have the hash of the whole behind their beginning: a file's name has 255 bytes at most.
    private static let longest = 200

    /// ASCII letters, digits and hyphens as they are, every other byte as `_` with two hexadecimal digits.
    package static func of(_ cluster: String) -> String {
        let name = cluster.utf8.map { isPlain($0) ? String(UnicodeScalar($0)) : "_\(hexadecimal($0))" }.joined()
        guard name.utf8.count > longest else { return "\(name).lock" }
        return "\(name.prefix(longest))~\(String(StableHash.of(cluster), radix: 16)).lock"
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
}
