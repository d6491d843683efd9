/// Which cluster is watched, where a selector of pods lets through those of several.
///
/// Agents say their scope. The one that the user named counts; else the first by name of those heard until every agent that was found
/// has answered or failed once. From then on it stays, whoever else appears: a table must not change its cluster.
struct ClusterChoice: Equatable {
    /// The user's word.
    let named: String?
    private(set) var scope: String?
    private var isSettled = false

    init(named: String?) {
        self.named = named
        scope = named
    }

    /// Takes over what the agents that were found say; answers whether another cluster is watched from now on.
    ///
    /// - Parameter isComplete: whether each of them answered or failed once.
    mutating func hear(_ scopes: Set<String>, isComplete: Bool) -> Bool {
        guard named == nil, !isSettled, let first = scopes.min() else { return false }
        isSettled = isComplete
        guard first != scope else { return false }
        defer { scope = first }
        return scope != nil
    }
}
