/// A member's PostgreSQL or openGauss state as its source spells it, with the meaning we give it.
///
/// The vocabulary is Patroni's (`postgresql/misc.py`, `docs/rest_api.rst`); before 3.0.4 a healthy replica is `running`.
package struct MemberState: Hashable, Sendable, CustomStringConvertible, ExpressibleByStringLiteral {
    /// What a state means for people who watch.
    package enum Kind: Hashable, Sendable, CaseIterable {
        /// Serves: `running`, `streaming`.
        case serving
        case archiveRecovery
        /// On its way up or being built: `starting`, `restarting`, `creating replica`, `initializing new cluster` …
        case inTransition
        case stopping
        case stopped
        /// `crashed`, `start failed`, `initdb failed` …
        case failed
        case unknown
    }

    package let spelling: String

    package init(_ raw: String) {
        spelling = raw.printable(limit: 64)
    }

    package init(stringLiteral value: String) {
        self.init(value)
    }

    package var description: String { spelling }

    package var kind: Kind {
        switch spelling {
        case "running", "streaming": .serving
        case "in archive recovery": .archiveRecovery
        case "starting", "restarting", "creating replica", "initializing new cluster",
            "starting after custom bootstrap",
            "running custom bootstrap script":
            .inTransition
        case "stopping": .stopping
        case "stopped": .stopped
        case "crashed": .failed
        default: spelling.hasSuffix("failed") ? .failed : .unknown
        }
    }
}
