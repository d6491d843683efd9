import ClusterModel
import Dashboard
import Simulator
import TerminalUI
import Wording

/// A named moment of the product, from which golden screens and the pictures of README are made.
package struct Scene: Sendable {
    package let name: String
    /// What is to be seen, for the picture's title and the list in `screenshots/`.
    package let caption: String
    let scenario: Scenario
    /// How long the scenario has been running.
    let moment: Duration
    let keys: [Key]
    /// Whether a client's probe is watched too.
    let isProbed: Bool
    /// Whether its pods are watched too.
    let hasPods: Bool
    /// How long it runs on after the keys.
    let rest: Duration
    /// What is done by an operator, in this order; nil where the session is read-only.
    let acts: [Act]?
    let isProduction: Bool

    init(
        _ name: String,
        _ caption: String,
        _ scenario: Scenario,
        after moment: Duration,
        keys: [Key] = [],
        isProbed: Bool = false,
        hasPods: Bool = false,
        rest: Duration = .zero,
        acts: [Act]? = nil,
        isProduction: Bool = false
    ) {
        self.name = name
        self.caption = caption
        self.scenario = scenario
        self.moment = moment
        self.keys = keys
        self.isProbed = isProbed
        self.hasPods = hasPods
        self.rest = rest
        self.acts = acts
        self.isProduction = isProduction
    }

    /// The screen at that moment.
    package func picture(_ size: Size, in language: Language = .english) -> CellBuffer {
        var rehearsal = Rehearsal(
            scenario,
            size: size,
            language: language,
            probes: isProbed,
            operates: acts != nil,
            isProduction: isProduction,
            pods: hasPods
        )
        rehearsal.play(for: moment)
        rehearsal.press(keys)
        rehearsal.play(for: rest)
        for act in acts ?? [] { rehearsal.perform(act) }
        return rehearsal.picture()
    }
}

extension Scene {
    /// All scenes, in the order of the story that they tell.
    package static let all: [Scene] = watching + operating

    private static let watching: [Scene] = [
        Scene(
            "overview",
            "A healthy cluster: who leads, who lags, how clients get there",
            .healthy,
            after: .seconds(30)
        ),
        Scene(
            "opengauss",
            "openGauss under Patroni 2.0, as the reference deployment answers",
            .opengauss,
            after: .seconds(30)
        ),
        Scene("lag", "A replica falls behind", .lag, after: .seconds(40)),
        Scene("leader-lost", "The leader crashed; its lock has not expired yet", .failover, after: .seconds(9)),
        Scene(
            "failed-over",
            "A new leader, proxies route to it, the dead member stays as a ghost",
            .failover,
            after: .seconds(35)
        ),
        Scene("split-brain", "Two members say that they are primary", .splitBrain, after: .seconds(40)),
        Scene(
            "dcs-down",
            "The DCS hangs: agents answer for themselves, nobody can list the cluster",
            .dcsDown,
            after: .seconds(14)
        ),
        Scene(
            "proxy-disagrees",
            "The second proxy checks an address that the leader no longer has",
            .proxyDisagrees,
            after: .seconds(30)
        ),
        Scene(
            "member",
            "One member: the listing beside its agent, trend, routes, events",
            .lag,
            after: .seconds(40),
            keys: [.down, .down, .enter]
        ),
        Scene("proxies", "Every server of every proxy", .failover, after: .seconds(35), keys: [.character("2")]),
        Scene("events", "What happened, newest first", .failover, after: .seconds(60), keys: [.character("3")]),
        Scene(
            "history",
            "Timeline history and dynamic configuration",
            .failover,
            after: .seconds(60),
            keys: [.character("4")]
        ),
        Scene("help", "Keys, columns and signs", .healthy, after: .seconds(5), keys: [.character("?")]),
        Scene(
            "incident-closed",
            "Writing works again: how long it did not, as agents, proxies and a client measured it",
            .failover,
            after: .seconds(25),
            isProbed: true
        ),
        Scene(
            "incidents",
            "Every incident of the session with its phases",
            .failover,
            after: .seconds(105),
            keys: [.character("5")],
            isProbed: true
        ),
        Scene(
            "kubernetes",
            "The reference deployment with its pods: status and node beside each member",
            .opengauss,
            after: .seconds(30),
            hasPods: true
        ),
        Scene(
            "pods",
            "Pods as kubectl lists them, and who lives in them",
            .opengauss,
            after: .seconds(30),
            keys: [.character("6")],
            hasPods: true,
            rest: .seconds(1)
        ),
        Scene(
            "pod-crash-loop",
            "A replica's container dies again and again: why, how often, and what Kubernetes noted",
            .crashLoop,
            after: .seconds(60),
            keys: [.character("6"), .down, .down],
            hasPods: true,
            rest: .seconds(1)
        ),
        Scene(
            "pod-replaced",
            "The leader's pod was deleted; another takes its place at another address",
            .podReplaced,
            after: .seconds(25),
            hasPods: true
        ),
        Scene(
            "log",
            "The log of the selected member's container, followed",
            .podReplaced,
            after: .seconds(60),
            keys: [.character("l")],
            hasPods: true,
            rest: .seconds(3)
        ),
    ]
}
