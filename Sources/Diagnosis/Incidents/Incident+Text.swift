import ClusterModel
import Wording

extension Incident {
    /// What kind of incident it turned out to be.
    package enum Course: String, Sendable, CaseIterable {
        /// Another leads, and the former one had fallen silent or lost the DCS.
        case failover
        /// Another leads, and the former one gave the lock away alive: a switchover, or a failover by hand.
        case switchover
        case splitBrain = "split brain"
        /// The same leader lost its role or its lock and took it again.
        case reelection = "leader elected again"
        /// The leader kept the lock; proxies did not route to it, or elsewhere too.
        case routing = "routing"
        case writeOutage = "write outage"

        /// The course as people read it.
        package var phrase: Phrase { Phrase(rawValue) }
    }

    package var course: Course {
        let kinds = Set(verdicts.map(\.verdict.situation.kind))
        if kinds.contains("split-brain") { return .splitBrain }
        if let newLeader, newLeader != formerLeader { return leaderFell ? .failover : .switchover }
        if phase(.candidatePromoted) != nil { return .reelection }
        if phase(.leaderLost) == nil, outage(.proxies) != nil, outage(.agents) == nil { return .routing }
        return phase(.leaderLost) == nil ? .writeOutage : .failover
    }

    /// The kind and whom it concerns: `failover db1 → db2`.
    package var phrase: Phrase {
        switch (formerLeader, newLeader) {
        case (let former?, let new?) where former != new: "\(course.phrase) \(former) → \(new)"
        case (nil, let leader?), (let leader?, _): "\(course.phrase) of \(leader)"
        case (nil, nil): course.phrase
        }
    }

    /// The same in English, for machines.
    package var headline: String { phrase.english }

    /// The outage by each means that saw one: `outage 18.4 s (proxies), 18.9 s (clients)`.
    package func outageText(at now: Timestamp) -> String { outage(at: now).english }

    /// The same as a phrase.
    package func outage(at now: Timestamp) -> Phrase {
        let spans = outages.map { Phrase("\($0.span(at: now).briefTenths) (\($0.means.phrase))") }
        return spans.isEmpty ? "no outage measured" : "outage \(spans.joined(separator: ", "))"
    }
}

extension Duration {
    /// The span to a tenth of a second, for what is measured: `0.0 s`, `18.4 s`, `2 min 5 s`, `−0.3 s`.
    package var briefTenths: String {
        let milliseconds = inMilliseconds
        if milliseconds < 0 { return milliseconds > -50 ? "0.0 s" : "−" + (.zero - self).briefTenths }
        let tenths = milliseconds / 100 + (milliseconds % 100 >= 50 ? 1 : 0)
        if tenths < 1200 { return "\(tenths / 10).\(tenths % 10) s" }
        let seconds = tenths / 10
        return seconds < 7200 ? "\(seconds / 60) min \(seconds % 60) s" : "\(seconds / 3600) h \(seconds / 60 % 60) min"
    }
}
