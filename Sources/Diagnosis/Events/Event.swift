import ClusterModel
import Wording

/// Something that changed between two snapshots, said so that a person understands it a day later.
package struct Event: Equatable, Sendable {
    /// What kind of change; the raw value is stable and appears in `nines events --output json`.
    package enum Kind: String, Sendable, CaseIterable {
        case outageBegan = "outage-began"
        case outageEnded = "outage-ended"
        /// No agent answers and nothing else tells how the cluster is.
        case sourcesLost = "sources-lost"
        case sourcesReturned = "sources-returned"
        case leaderChanged = "leader-changed"
        case leaderLost = "leader-lost"
        case roleChanged = "role-changed"
        case stateChanged = "state-changed"
        case timelineChanged = "timeline-changed"
        case lagExceeded = "lag-exceeded"
        case lagRecovered = "lag-recovered"
        case memberAppeared = "member-appeared"
        case memberGone = "member-gone"
        case memberReturned = "member-returned"
        case agentLost = "agent-lost"
        case agentReturned = "agent-returned"
        case listingLost = "listing-lost"
        case listingReturned = "listing-returned"
        case routeChanged = "route-changed"
        case proxyLost = "proxy-lost"
        case proxyReturned = "proxy-returned"
        case proxyRestarted = "proxy-restarted"
        case probeLost = "probe-lost"
        case probeReturned = "probe-returned"
        case paused
        case resumed
        case switchoverScheduled = "switchover-scheduled"
        case switchoverUnscheduled = "switchover-unscheduled"
        case configurationChanged = "configuration-changed"
        case lockTaken = "lock-taken"
        case lockReleased = "lock-released"
        case storeLost = "store-lost"
        case storeReturned = "store-returned"
        case podAppeared = "pod-appeared"
        case podReplaced = "pod-replaced"
        case podGone = "pod-gone"
        case podRestarted = "pod-restarted"
        case podStatusChanged = "pod-status-changed"
        case kubernetesLost = "kubernetes-lost"
        case kubernetesReturned = "kubernetes-returned"
        case operationStarted = "operation-started"
        case operationDone = "operation-done"
        case operationRefused = "operation-refused"
        case operationFailed = "operation-failed"
        /// Nobody could tell yet how it ends.
        case operationUndecided = "operation-undecided"
    }

    package var at: Timestamp
    package var kind: Kind
    package var severity: Severity
    /// A member's, a proxy's or the cluster's name.
    package var subject: String
    /// What happened, as a sentence.
    package var phrase: Phrase

    package init(at: Timestamp, kind: Kind, severity: Severity, subject: String, text: Phrase) {
        self.at = at
        self.kind = kind
        self.severity = severity
        self.subject = subject
        phrase = text
    }

    /// The sentence in English, for machines.
    package var text: String { phrase.english }
}
