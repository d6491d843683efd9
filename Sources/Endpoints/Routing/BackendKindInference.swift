import ClusterModel

/// Tells from who passes a backend's check which members it is meant for, and remembers it through failovers.
///
/// During a failover the old leader is still UP and the new one not yet (Tests/Fixtures/patroni-4.1.5/timings.tsv), which looks like a backend for
/// replicas; and for seconds both are UP, which looks like one for all. So evidence counts only once it has settled, and what was
/// settled as primary-only stays: no other kind of check lets the leader through and refuses replicas.
package struct BackendKindInference: Equatable, Sendable {
    /// What one look at a server and its member says.
    package struct Sighting: Equatable, Sendable {
        package var isLeader: Bool
        package var passes: Bool
        /// The check was answered, and the answer was no.
        package var isRefused: Bool

        package init(isLeader: Bool, passes: Bool, isRefused: Bool) {
            self.isLeader = isLeader
            self.passes = passes
            self.isRefused = isRefused
        }
    }

    /// Longer than any proxy of sane settings takes to follow a new leader: twice the reference's slowest (measured with real components: 14 s).
    package static let settlingTime = Duration.seconds(30)

    package private(set) var kind: BackendKind = .unknown
    private var isSettled = false

    package init() {}

    /// The kind to show: what was inferred, or failing that what the name suggests.
    ///
    /// - Parameter isOnly: the proxy has no other backend for the cluster's members. It is there for writes then, which holds
    ///   until it proves otherwise: who starts to watch during an outage must be told of it.
    package func kind(named name: String, isOnly: Bool = false) -> BackendKind {
        if isSettled { return kind }
        let hint = Self.hint(in: name)
        if hint != .unknown { return hint }
        return kind == .unknown && isOnly ? .primaryOnly : kind
    }

    /// Takes one more look.
    ///
    /// - Parameter leaderSince: since when the leader has been the same.
    package mutating func observe(_ sightings: [Sighting], leaderSince: Timestamp, at now: Timestamp) {
        guard let evidence = Self.evidence(of: sightings) else { return }
        if now - leaderSince >= Self.settlingTime {
            guard !(isSettled && kind == .primaryOnly) else { return }
            kind = evidence
            isSettled = true
        } else if kind == .unknown {
            kind = evidence
        }
    }

    /// The proxy restarted, perhaps with another configuration: what was settled must prove itself again.
    package mutating func unsettle() {
        isSettled = false
    }

    /// The kind that these sightings show, nil when they show none clearly.
    package static func evidence(of sightings: [Sighting]) -> BackendKind? {
        guard let leader = sightings.first(where: \.isLeader), sightings.filter(\.isLeader).count == 1 else {
            return nil
        }
        let replicas = sightings.filter { !$0.isLeader }
        let somePass = replicas.contains(where: \.passes)
        let someAreRefused = replicas.contains(where: \.isRefused)
        if leader.passes, someAreRefused, !somePass { return .primaryOnly }
        // One replica among several that passes may be a former leader that the proxy has not given up yet.
        if leader.isRefused, somePass, !someAreRefused { return .replicasOnly }
        if leader.passes, somePass, !someAreRefused { return .anyMember }
        return nil
    }

    /// What a name suggests by its words, for instance `pg_primary`, `db-read` or `rw`.
    package static func hint(in name: String) -> BackendKind {
        let words = Set(name.lowercased().split { !$0.isLetter }.map(String.init))
        let primary: Set<String> = ["primary", "write", "writer", "writes", "master", "leader", "rw", "readwrite"]
        let replica: Set<String> = [
            "replica", "replicas", "read", "reader", "reads", "readonly", "standby", "standbys", "ro", "slave",
        ]
        if !words.isDisjoint(with: primary) { return .primaryOnly }
        return words.isDisjoint(with: replica) ? .unknown : .replicasOnly
    }
}
