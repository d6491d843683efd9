import ClusterModel
import TerminalUI

/// etcd in one line: who holds the lock and for how long still, and how etcd itself is.
///
/// Nothing where none is watched.
enum StoreLines {
    static func present(_ snapshot: ClusterSnapshot, now: Timestamp) -> [StyledText] {
        guard let store = snapshot.store else { return [] }
        let shown = store.healthyEndpoints.first ?? store.endpoints.first
        let start =
            StyledText("store ─▶ ", .separator)
            + StyledText(shown?.address.authority ?? "", .link) + StyledText(" ", .muted)
        return [start + lock(store, now: now) + health(store) + revision(store)]
    }

    private static func lock(_ store: StoreView, now: Timestamp) -> StyledText {
        if let failure = store.keys.failure {
            return StyledText("✖ \(failure.reason) for \((now - failure.since).brief)", .critical)
        }
        guard let report = store.keys.currentValue else {
            let failed = store.endpoints.compactMap(\.status.failure).first
            if let failed, store.healthyEndpoints.isEmpty {
                return StyledText("✖ \(failed.reason) for \((now - failed.since).brief)", .critical)
            }
            return StyledText(store.prefix == nil ? "… which cluster, an agent must tell" : "…", .muted)
        }
        guard !report.isEmpty else { return StyledText("▲ nothing below \(store.prefix ?? "/")", .warning) }
        guard let lock = report.lock else { return StyledText("✖ nobody holds the lock", .critical) }
        let held = StyledText("● ", .good) + StyledText("lock ", .text) + StyledText(lock.holder.text, .leader)
        guard lock.lease != nil else { return held + StyledText(", without a lease", .warning) }
        guard let expiresAt = store.lockExpiresAt else { return held }
        return held + StyledText(", expires in \((expiresAt - now).brief)", .text)
    }

    private static func health(_ store: StoreView) -> StyledText {
        let (healthy, all) = (store.healthyEndpoints.count, store.endpoints.count)
        var text = StyledText(" · ", .separator)
        if store.hasQuorum == false { return text + StyledText("✖ no quorum", .critical) }
        let isKnown = store.endpoints.allSatisfy { $0.status != .pending }
        text.append("\(healthy)/\(all) healthy", !isKnown ? .muted : healthy == all ? .good : .warning)
        return text
    }

    private static func revision(_ store: StoreView) -> StyledText {
        guard let report = store.keys.value else { return StyledText("", .muted) }
        return StyledText(" · revision \(report.revision)", .muted)
    }
}
