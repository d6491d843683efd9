import ClusterModel
import Dashboard

/// What a hook reads on its standard input: the stable schema `nines.alert/1`.
package struct AlertReport: Encodable, Sendable {
    package let schema = "nines.alert/1"
    package let at: String
    /// `critical` or `recovered`.
    package let kind: String
    package let cluster: String
    package let verdict: String

    package init(_ alert: Alert) {
        at = CivilTime(alert.at).iso8601
        kind = alert.kind.rawValue
        cluster = alert.cluster
        verdict = alert.text
    }
}
