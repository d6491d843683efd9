import ClusterModel

/// The write-ahead log: written by primaries, streamed to replicas.
extension SimulatedCluster {
    /// What a replica catches up with at most, in bytes a second.
    private static let catchUpRate: Int64 = 2_000_000

    mutating func replicate() {
        let blocked = members.map { $0.isPrimary ? 0 : $0.blockedRate }.max() ?? 0
        // A lag can only grow as fast as the leader writes.
        let rate = writeRate + blocked
        for index in members.indices where members[index].isPrimary && members[index].serves {
            write(rate, by: index)
        }
        for index in members.indices { stream(to: index, rate: rate) }
    }

    private mutating func write(_ rate: Int64, by index: Int) {
        guard rate > 0 else { return }
        let perStep = max(1, rate / 10)
        members[index].location += Int64.random(in: perStep / 2...perStep * 3 / 2, using: &generator)
        members[index].replayed = members[index].location
    }

    private mutating func stream(to index: Int, rate: Int64) {
        guard members[index].serves, !members[index].isPrimary, let name = members[index].upstream,
            let upstream = self.index(of: name), upstream != index, members[upstream].database == .running,
            members[upstream].listens
        else { return disconnect(index) }
        guard members[index].reconnectsAt <= clock else { return }
        if !members[index].isStreaming { attach(index, to: upstream) }
        guard members[upstream].process == .running else { return }
        if members[upstream].isPrimary { members[index].timeline = members[upstream].timeline }
        let gap = members[upstream].location - members[index].location
        if gap < 0 { members[index].location = members[upstream].location }
        if gap > 0 {
            let free = members[index].blockedRate > 0 ? max(0, writeRate / 10) : Self.catchUpRate / 10 + rate / 5
            members[index].location += min(gap, free)
        }
        if !members[index].isReplayHalted { members[index].replayed = members[index].location }
    }

    private mutating func attach(_ index: Int, to upstream: Int) {
        members[index].isStreaming = true
        // What the new leader never received is rewound.
        members[index].location = min(members[index].location, members[upstream].location)
        members[index].replayed = members[index].location
    }

    private mutating func disconnect(_ index: Int) {
        guard members[index].isStreaming else { return }
        members[index].isStreaming = false
        members[index].reconnectsAt = clock + .milliseconds(900)
    }
}
