import ClusterModel
import Wording

extension EventDetection {
    /// What etcd told itself: the lock is faster there than in any listing.
    func storeEvents() -> [Event] {
        guard let before = old.store, let after = new.store else { return [] }
        return lock(before, after) + reachability(before, after)
    }

    private func lock(_ before: StoreView, _ after: StoreView) -> [Event] {
        guard let old = before.keys.value, let new = after.keys.currentValue, old.lock != new.lock else { return [] }
        switch (old.lock, new.lock) {
        case (let old?, nil):
            return [event(.lockReleased, .warning, old.holder.text, "\(old.holder)'s leader lock is gone from etcd")]
        case (let old, let new?):
            guard old?.holder != new.holder || old?.takenAtRevision != new.takenAtRevision else { return [] }
            return [event(.lockTaken, .warning, new.holder.text, "\(new.holder) took the leader lock in etcd")]
        case (nil, nil): return []
        }
    }

    private func reachability(_ before: StoreView, _ after: StoreView) -> [Event] {
        let name = "etcd"
        if before.keys.currentValue != nil, let failure = after.keys.failure {
            return [event(.storeLost, .warning, name, "etcd: \(failure.reason)")]
        }
        if before.keys.failure != nil, after.keys.currentValue != nil {
            return [event(.storeReturned, .notice, name, "etcd answers again")]
        }
        return []
    }
}
