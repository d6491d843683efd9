import ClusterModel

/// What one run of a container has written, the last lines of it.
struct PodLog: Sendable {
    struct Line: Hashable, Sendable {
        var at: Timestamp
        var text: String
    }

    /// What the log of a workload was last written from: a line is due when this changes.
    enum View: Hashable, Sendable {
        case member(Member)
        /// Which servers are UP.
        case proxy([Bool])

        struct Member: Hashable, Sendable {
            var nextLoopAt: Timestamp
            var database: SimulatedMember.Database
            var believesLeader: Bool
            var isPrimary: Bool
            var hasLostStore: Bool
        }
    }

    private(set) var lines: [Line] = []
    /// How many lines were forgotten, so that a follower's place is a number.
    private(set) var dropped = 0

    private static let limit = 400

    var end: Int { dropped + lines.count }

    mutating func write(_ text: String, at time: Timestamp) {
        lines.append(Line(at: time, text: text))
        guard lines.count > Self.limit else { return }
        lines.removeFirst(Self.limit / 4)
        dropped += Self.limit / 4
    }

    /// The lines from a place on.
    func lines(from place: Int) -> ArraySlice<Line> { lines[min(max(place - dropped, 0), lines.count)...] }
}
