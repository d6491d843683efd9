import ClusterModel
import TerminalUI
import Wording

/// One member as the overview lists it: all that its columns need.
package struct MemberRow: Sendable {
    let member: Member
    let now: Timestamp
    let language: Language
    let lag: Lag?
    let trend: String
    let latency: Duration?
    let route: RouteSummary?
    /// The pod that it lives in.
    let pod: Pod?
    /// Pods are known, and none is this member's.
    let lacksPod: Bool
    let isPodStale: Bool

    init(_ member: Member, in picture: Picture, _ language: Language) {
        self.member = member
        now = picture.now
        self.language = language
        let snapshot = picture.snapshot
        let measured = snapshot.measuredLagBytes(of: member).map(Lag.bytes)
        lag = member.listed.value?.lag.map { $0 == .unknown ? .unknown : measured ?? $0 }
        let samples = picture.trends.lag(of: member.name, over: .seconds(300), buckets: 12, until: now)
        trend =
            samples.contains { $0 != nil } ? Sparkline.text(samples, columns: 12, maximum: Trends.scale(samples)) : ""
        latency = member.agent.flatMap { picture.trends.latency(of: $0.address) ?? $0.latency }
        route = RouteSummary(of: member, in: snapshot)
        pod = snapshot.pod(of: member.name)
        isPodStale = snapshot.kubernetes?.pods.currentValue == nil
        lacksPod = pod == nil && !isPodStale && !member.isGone
    }

    /// Rows of all members of a snapshot that was read once, as `nines status` prints them.
    package static func rows(of snapshot: ClusterSnapshot, in language: Language = .english) -> [MemberRow] {
        var picture = Picture(now: snapshot.takenAt)
        picture.snapshot = snapshot
        return snapshot.members.map { MemberRow($0, in: picture, language) }
    }

    /// Nothing that was said of the member lately; its cells are dimmed.
    var isStale: Bool { member.isGone || member.listed.currentValue == nil }

    /// What its own agent says now, where that contradicts the role shown about who leads; the listing may be old.
    var contradiction: MemberRole? {
        guard let role = member.role, let own = member.agent?.report.currentValue?.role, own.leads != role.leads
        else { return nil }
        return own
    }
}
