import ArgumentParser
import ClusterModel
import Diagnosis

/// What `nines status --wait-for` waits for.
enum WaitGoal: String, ExpressibleByArgument, CaseIterable {
    case healthy
    case failover

    /// What has to be the case, as the second half of a sentence.
    var meaning: String {
        switch self {
        case .healthy: "the verdict is ok"
        case .failover: "another member leads and writes are ok"
        }
    }

    /// Whether what is seen now is what was waited for.
    ///
    /// - Parameter first: what was seen at the start. Where nobody led then, any leader is another.
    func isMet(by seen: Look.Seen, since first: Look.Seen) -> Bool {
        switch self {
        case .healthy: seen.assessment.level == .ok
        case .failover: seen.writableLeader.map { $0 != first.snapshot.listedLeader?.name } ?? false
        }
    }
}

extension Look.Seen {
    /// Who leads, while writes reach it and nobody else.
    fileprivate var writableLeader: MemberName? {
        guard case .writesOK(let leader, _, _, _) = assessment.verdict.situation else { return nil }
        return leader
    }
}
