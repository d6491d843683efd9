import ClusterModel
import Diagnosis
import Wording

/// In which ways people are called who do not look.
package struct AttentionOptions: Sendable, Equatable {
    package var bell: Bool
    package var notify: Bool
    /// Whether a hook is configured and may be run.
    package var hook: Bool

    package init(bell: Bool = true, notify: Bool = false, hook: Bool = false) {
        self.bell = bell
        self.notify = notify
        self.hook = hook
    }
}

/// Something that people want to be called for.
package struct Alert: Sendable, Equatable {
    /// The raw value is stable and appears in what a hook is given.
    package enum Kind: String, Sendable, CaseIterable {
        case critical
        case recovered
    }

    package var at: Timestamp
    package var kind: Kind
    package var cluster: String
    /// The verdict in words, in English: programs read it.
    package var text: String

    package init(at: Timestamp, kind: Kind, cluster: String, text: String) {
        self.at = at
        self.kind = kind
        self.cluster = cluster
        self.text = text
    }
}

/// Decides when people are called: once when the verdict becomes critical, and once when it no longer is.
///
/// Not more often than every ten seconds: a change within them is told at their end, if it still holds. A verdict that is
/// unknown changes nothing, because nobody knows whether it got worse or better.
struct Attention: Sendable {
    static let pause = Duration.seconds(10)

    var options: AttentionOptions
    private var announced = Alert.Kind.recovered
    private var announcedAt: Timestamp?

    init(_ options: AttentionOptions) {
        self.options = options
    }

    /// What to do about the verdict of this moment.
    mutating func effects(
        of verdict: Verdict,
        cluster: String,
        at now: Timestamp,
        in language: Language
    ) -> [Dashboard.Effect] {
        guard let kind = Self.kind(of: verdict.level), kind != announced else { return [] }
        if let announcedAt, now >= announcedAt, now - announcedAt < Self.pause { return [] }
        announced = kind
        announcedAt = now
        let (headline, detail) = verdict.text(at: now)
        let alert = Alert(at: now, kind: kind, cluster: cluster, text: "\(headline)  \(detail)".printable(limit: 1000))
        var effects: [Dashboard.Effect] = []
        if options.bell { effects.append(.ring) }
        if options.notify {
            let (headline, detail) = verdict.text(at: now, in: language)
            let body = "\(headline)  \(detail)".printable(limit: 1000)
            effects.append(.notify(title: "nines \(cluster)", body: body))
        }
        if options.hook { effects.append(.runHook(alert)) }
        return effects
    }

    private static func kind(of level: Verdict.Level) -> Alert.Kind? {
        switch level {
        case .critical: .critical
        case .ok, .warning: .recovered
        case .unknown: nil
        }
    }
}
