import ClusterModel
import Endpoints

/// What the first line of a recording says: when it began, with what, and what was watched.
///
/// Addresses hold no secrets by their type, and how to be let in is no part of a plan.
package struct RecordingHeader: Equatable, Sendable {
    /// The version of the format; a reader refuses any other.
    package static let schema = "nines.recording/1"

    package var startedAt: Timestamp
    /// Version of the program that recorded.
    package var version: String
    /// Local time minus UTC where it was recorded, in seconds, so that a replay shows the clock that people saw.
    package var utcOffsetSeconds: Int
    package var plan: WatchPlan
    /// What the user calls the cluster.
    package var label: String?

    package init(
        startedAt: Timestamp,
        version: String,
        utcOffsetSeconds: Int = 0,
        plan: WatchPlan,
        label: String? = nil
    ) {
        self.startedAt = startedAt
        self.version = version
        self.utcOffsetSeconds = utcOffsetSeconds
        self.plan = plan
        self.label = label
    }
}

/// One line of a recording after the first.
package enum RecordingEntry: Sendable {
    case reply(ReadReply)
    /// What an operator did to the cluster.
    case action(OperatorAction, at: Timestamp)
    /// Something that the recorder had to say, for instance that the recording ends here.
    case note(String, at: Timestamp)

    /// When it was written.
    package var at: Timestamp {
        switch self {
        case .reply(let reply): reply.finishedAt
        case .note(_, let at), .action(_, let at): at
        }
    }
}
