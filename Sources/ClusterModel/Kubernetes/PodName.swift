/// The name of a pod, unique in its cluster at one time; a pod that replaces another of the same name has another `uid`.
package struct PodName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let namespace: String
    package let name: String

    package init(namespace: String, name: String) {
        self.namespace = namespace.printable(limit: 253)
        self.name = name.printable(limit: 253)
    }

    /// `platform/db1-0`, as people write it when the namespace is not clear.
    package var description: String { "\(namespace)/\(name)" }

    package static func < (left: PodName, right: PodName) -> Bool {
        (left.namespace, left.name) < (right.namespace, right.name)
    }
}
