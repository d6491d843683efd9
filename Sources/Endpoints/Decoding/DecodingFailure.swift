import ClusterModel

/// Where an answer stopped making sense, and what was found there.
package struct DecodingFailure: Error, Equatable, Sendable, CustomStringConvertible {
    /// For instance `members[1].name`; empty for the document as a whole.
    package var path: String
    package var problem: String

    package init(path: String, problem: String) {
        self.path = path.printable(limit: 128)
        self.problem = problem.printable(limit: 128)
    }

    package var description: String { path.isEmpty ? problem : "\(path): \(problem)" }
}
