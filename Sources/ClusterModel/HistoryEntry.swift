/// One change of timeline as `/history` lists it; openGauss does not raise timelines, so its history stays empty.
package struct HistoryEntry: Equatable, Sendable {
    /// The timeline that ended.
    package var timeline: Int64
    package var lsn: LogSequenceNumber
    package var reason: String
    /// As Patroni spells it; older versions leave it out.
    package var timestamp: String?
    /// Since Patroni 2.1.1.
    package var newLeader: MemberName?

    package init(
        timeline: Int64,
        lsn: LogSequenceNumber,
        reason: String,
        timestamp: String? = nil,
        newLeader: MemberName? = nil
    ) {
        self.timeline = timeline
        self.lsn = lsn
        self.reason = reason
        self.timestamp = timestamp
        self.newLeader = newLeader
    }
}
