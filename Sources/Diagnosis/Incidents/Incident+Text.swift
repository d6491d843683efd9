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
        /// Agents could not read the DCS, so that whoever led had to give up.
        case dcsOutage = "DCS outage"
        /// The same leader lost its role or its lock and took it again.
        case reelection = "leader elected again"
        /// The leader gave no sign of life, or was down, and came back before anybody could take its lock.
        case interruption
        /// The leader kept the lock; proxies did not route to it, or elsewhere too.
        case routing = "routing"
        case writeOutage = "write outage"

        /// The course as people read it.
        package var phrase: Phrase { Phrase(rawValue) }
    }

    package var course: Course {
        let situations = verdicts.map(\.verdict.situation)
        if situations.contains(where: { $0.kind == "split-brain" }) { return .splitBrain }
        if situations.contains(where: \.isLossOfDCS) { return .dcsOutage }
        if let newLeader, newLeader != formerLeader { return leaderFell ? .failover : .switchover }
        if phase(.candidatePromoted) != nil { return .reelection }
        if phase(.leaderLost) == nil, outage(.proxies) != nil, outage(.agents) == nil { return .routing }
        guard phase(.leaderLost) != nil else { return .writeOutage }
        if !isOpen, phase(.lockReleased) == nil { return .interruption }
        // While nobody may take over, or nobody could tell yet, it is no failover.
        return situations.contains { $0.kind == "failover" } ? .failover : .writeOutage
    }

    /// The kind and whom it concerns: `failover db1 → db2`.
    package var phrase: Phrase {
        if let formerLeader, let newLeader, formerLeader != newLeader {
            return "\(course.phrase) \(formerLeader) → \(newLeader)"
        }
        guard let leader = formerLeader ?? newLeader else { return course.phrase }
        switch course {
        case .failover, .switchover, .interruption: return "\(course.phrase) of \(leader)"
        case .reelection: return "\(course.phrase): \(leader)"
        case .splitBrain, .dcsOutage, .routing, .writeOutage: return "\(course.phrase), leader \(leader)"
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
