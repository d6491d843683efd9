import ClusterModel

/// The selected pods that belong to other clusters: those whose agents say so, and those that carry their labels.
struct OtherClusters: Equatable {
    private(set) var all: [OtherCluster] = []
    private(set) var pods: Set<PodName> = []

    init() {}

    /// - Parameters:
    ///   - scopes: what agents of other clusters say, by their addresses.
    ///   - agents: the pods that agents were found in.
    init(_ scopes: [WebAddress: String], agents: [WebAddress: PodName], among selected: [Pod]) {
        guard !scopes.isEmpty else { return }
        var scopeOfPod: [PodName: String] = [:]
        for (address, scope) in scopes {
            if let pod = agents[address] { scopeOfPod[pod] = scope }
        }
        let homes = Set(agents.values)
        let labels = LabelGroups(
            selected.filter { homes.contains($0.id) }.map { (scope: scopeOfPod[$0.id], labels: $0.labels) }
        )
        for pod in selected where !homes.contains(pod.id) { scopeOfPod[pod.id] = labels.foreignScope(of: pod.labels) }
        pods = Set(scopeOfPod.keys)
        let byScope = Dictionary(grouping: scopeOfPod.keys) { scopeOfPod[$0] ?? "" }
        all = Set(scopes.values).sorted().map { OtherCluster(scope: $0, pods: (byScope[$0] ?? []).sorted()) }
    }
}

/// Labels that all agents' pods of one cluster have and those of no other, as charts and operators give them.
private struct LabelGroups {
    private struct Label: Hashable {
        var name: String
        var value: String
    }

    /// Our own under nil.
    private var marks: [String?: Set<Label>] = [:]

    init(_ pods: [(scope: String?, labels: [String: String])]) {
        let groups = Dictionary(grouping: pods, by: \.scope).mapValues { $0.map { Self.labels($0.labels) } }
        for (scope, sets) in groups {
            let others = groups.filter { $0.key != scope }.values.joined().reduce(into: Set()) { $0.formUnion($1) }
            let shared = sets.dropFirst().reduce(sets.first ?? []) { $0.intersection($1) }
            marks[scope] = shared.subtracting(others)
        }
    }

    /// The only other cluster whose labels a pod carries, where it carries none of ours.
    func foreignScope(of labels: [String: String]) -> String? {
        let own = Self.labels(labels)
        let scopes = marks.filter { !$0.value.isDisjoint(with: own) }.map(\.key)
        return scopes.count == 1 ? scopes[0] : nil
    }

    private static func labels(_ labels: [String: String]) -> Set<Label> {
        Set(labels.map { Label(name: $0.key, value: $0.value) })
    }
}
