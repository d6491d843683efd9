import ClusterModel

/// Which members of a cluster are meant, where none is named: what `patronictl restart --role` chooses by.
package enum MemberSelection: Hashable, Sendable {
    case all
    case leader
    case replicas

    /// The members by name; those that are gone are left out.
    package func members(of snapshot: ClusterSnapshot) -> [MemberName] {
        let facts = ClusterFacts(snapshot)
        return facts.listed.map(\.name).filter { name in
            switch self {
            case .all: true
            case .leader: name == facts.leader
            case .replicas: name != facts.leader
            }
        }.sorted()
    }
}
