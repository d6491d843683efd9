import ClusterModel
import Diagnosis

/// All that a screen shows of the cluster at one moment; freezing keeps one.
struct Picture: Sendable {
    var now: Timestamp
    var snapshot: ClusterSnapshot
    var verdict: Verdict
    var findings: [Finding]
    var events: BoundedHistory<Event>
    var trends: Trends
    /// The oldest first.
    var incidents: [Incident]

    init(now: Timestamp) {
        self.now = now
        snapshot = ClusterSnapshot(takenAt: now)
        verdict = Verdict(.connecting, since: now)
        findings = []
        events = BoundedHistory(capacity: 2000)
        trends = Trends()
        incidents = []
    }
}
