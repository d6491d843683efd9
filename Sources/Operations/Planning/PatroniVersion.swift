/// Patroni's version as agents report it; only the numbers count.
package struct PatroniVersion: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let patch: Int

    package init(_ major: Int, _ minor: Int, _ patch: Int = 0) {
        self.major = major
        self.minor = minor
        self.patch = patch
    }

    /// Reads `4.1.5`, `2.1`, `3.0.0-beta1`; nil for what does not begin with two numbers.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false).prefix(3).map { part in
            Int(part.prefix { $0.isASCII && $0.isNumber }.prefix(6))
        }
        guard parts.count >= 2, let major = parts[0], let minor = parts[1] else { return nil }
        self.init(major, minor, parts.count > 2 ? parts[2] ?? 0 : 0)
    }

    package var description: String { "\(major).\(minor).\(patch)" }

    package static func < (left: PatroniVersion, right: PatroniVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }
}

extension PatroniVersion? {
    /// Whether the version is at least `wanted`; one that is not known counts as new.
    func isAtLeast(_ major: Int, _ minor: Int) -> Bool { map { $0 >= PatroniVersion(major, minor) } ?? true }
}
