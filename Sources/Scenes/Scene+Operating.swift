import ClusterModel
import Simulator
import TerminalUI

/// One thing that an operator does in a scene.
enum Act: Sendable {
    case press([Key])
    case type(String)
    case wait(Duration)
    /// Something happens to the cluster.
    case strike(Fault)
}

extension Rehearsal {
    mutating func perform(_ act: Act) {
        switch act {
        case .press(let keys): press(keys)
        case .type(let text): press(text.map(Key.character))
        case .wait(let span): play(for: span)
        case .strike(let fault): cluster.apply(fault, at: now)
        }
    }
}

extension Scene {
    /// A name typed into the dialog that is open, the button reached and pressed.
    private static func confirming(_ name: String) -> [Act] {
        [.type(name), .press([.tab]), .wait(.milliseconds(300)), .press([.enter])]
    }

    static let operating: [Scene] = [
        Scene(
            "switchover",
            "A switchover before it is confirmed: what is sent, each candidate, what comes of it",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("S")])]
        ),
        Scene(
            "switchover-confirmed",
            "The name is typed; only now can the button be pressed",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("S"), .down]), .type("db3"), .press([.tab])],
            isProduction: false
        ),
        Scene(
            "candidates-refused",
            "Candidates that would be refused, and why, before anything is sent",
            .healthy,
            after: .seconds(30),
            acts: [.strike(.crash(.named("db2"))), .wait(.seconds(4)), .press([.character("S"), .down])]
        ),
        Scene(
            "running",
            "An operation on its way: its phases with a clock on every screen",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("S")])] + confirming("db2") + [.wait(.seconds(4))]
        ),
        Scene(
            "done",
            "Seen to its end: the old leader streams again, and the outage was measured",
            .healthy,
            after: .seconds(30),
            isProbed: true,
            acts: [.press([.character("S")])] + confirming("db2") + [.wait(.seconds(40))]
        ),
        Scene(
            "refused",
            "Patroni says no, and what its words mean",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("S")])] + confirming("db2")
                + [.strike(.crash(.named("db2"))), .wait(.seconds(6))]
        ),
        Scene(
            "configuration",
            "The dynamic configuration, with one key being edited",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("C"), .down, .enter])]
        ),
        Scene(
            "production",
            "A production cluster: other bars, and its own name confirms",
            .healthy,
            after: .seconds(30),
            acts: [.press([.character("P")])],
            isProduction: true
        ),
        Scene(
            "read-only-help",
            "A read-only session: what it may not do is in the help, with the reason",
            .healthy,
            after: .seconds(5),
            keys: [.character("?"), .pageDown, .pageDown]
        ),
        Scene(
            "switchover-split-brain",
            "A switchover while two members take writes: what to do first",
            .splitBrain,
            after: .seconds(40),
            acts: [.press([.character("S")])]
        ),
        Scene(
            "operations",
            "What was done in this session: each request, its answer, and how it came out",
            .healthy,
            after: .seconds(30),
            isProbed: true,
            acts: [.press([.character("S")])] + confirming("db2") + [.wait(.seconds(40)), .press([.character("O")])]
        ),
    ]
}
