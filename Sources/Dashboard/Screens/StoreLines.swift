import ClusterModel
import TerminalUI
import Wording

/// etcd in one line: who holds the lock and for how long still, and how etcd itself is.
///
/// Nothing where none is watched.
enum StoreLines {
    static func present(_ snapshot: ClusterSnapshot, now: Timestamp, in language: Language) -> [StyledText] {
        guard let store = snapshot.store else { return [] }
        let shown = store.healthyEndpoints.first ?? store.endpoints.first
        let start =
            StyledText(language("store") + " ─▶ ", .separator)
            + StyledText(shown?.address.authority ?? "", .link) + StyledText(" ", .muted)
        return [start + lock(store, now: now, language) + health(store, language) + revision(store, language)]
    }

    private static func lock(_ store: StoreView, now: Timestamp, _ language: Language) -> StyledText {
        if let failure = store.keys.failure {
            return StyledText("✖ " + language(failure.reason.phrase(since: failure.since, at: now)), .critical)
        }
        guard let report = store.keys.currentValue else {
            let failed = store.endpoints.compactMap(\.status.failure).first
            if let failed, store.healthyEndpoints.isEmpty {
                return StyledText("✖ " + language(failed.reason.phrase(since: failed.since, at: now)), .critical)
            }
            return StyledText(store.prefix == nil ? "… " + language("which cluster, an agent must tell") : "…", .muted)
        }
        guard !report.isEmpty else {
            return StyledText("▲ " + language("nothing below \(store.prefix ?? "/")"), .warning)
        }
        guard let lock = report.lock else { return StyledText("✖ " + language("nobody holds the lock"), .critical) }
        let held =
            StyledText("● ", .good) + StyledText(language("lock") + " ", .text) + StyledText(lock.holder.text, .leader)
        guard lock.lease != nil else { return held + StyledText(language(", without a lease"), .warning) }
        guard let expiresAt = store.lockExpiresAt else { return held }
        return held + StyledText(language(", expires in \((expiresAt - now).brief)"), .text)
    }

    private static func health(_ store: StoreView, _ language: Language) -> StyledText {
        let (healthy, all) = (store.healthyEndpoints.count, store.endpoints.count)
        var text = StyledText(" · ", .separator)
        if store.hasQuorum == false { return text + StyledText("✖ " + language("no quorum"), .critical) }
        let isKnown = store.endpoints.allSatisfy { $0.status != .pending }
        text.append(language("\(healthy)/\(all) healthy"), !isKnown ? .muted : healthy == all ? .good : .warning)
        return text
    }

    private static func revision(_ store: StoreView, _ language: Language) -> StyledText {
        guard let report = store.keys.value else { return StyledText("", .muted) }
        return StyledText(" · " + language("revision \(report.revision)"), .muted)
    }
}
