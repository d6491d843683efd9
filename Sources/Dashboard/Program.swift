import ClusterModel
import TerminalUI

/// Something that the event loop can run: messages in, effects and pictures out.
///
/// `Dashboard` is one, and cannot change a cluster; whoever can wraps it and is another.
package protocol Program: Sendable {
    associatedtype Message: Sendable
    associatedtype Effect: Sendable

    /// What happened outside, which every program is told in the dashboard's words.
    static func message(_ happened: Dashboard.Message) -> Message

    /// Takes one message and says what is to be done.
    mutating func update(_ message: Message) -> [Effect]

    /// The picture of this moment.
    func view() -> CellBuffer

    /// The words for the terminal's title.
    var title: String { get }

    /// When the program wants its next `tick`, at the latest.
    var nextWake: Timestamp { get }

    /// Whether a picture of the latest answers is worth waiting for: the program asks for a `tick` then.
    var isGathering: Bool { get }

    /// How a recording is played; nil where a cluster is watched.
    var playback: Playback? { get }
}

extension Dashboard: Program {
    package static func message(_ happened: Dashboard.Message) -> Dashboard.Message { happened }
}
