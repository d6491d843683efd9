/// The name of a member, unique in its cluster, safe to show.
package struct MemberName: Hashable, Comparable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    package let text: String

    package init(_ raw: String) {
        text = raw.printable(limit: 128)
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    package var description: String { text }

    package static func < (left: MemberName, right: MemberName) -> Bool { left.text < right.text }
}
