extension RefusalText {
    /// What an agent's answer is, whatever its version; nil for what no version says.
    package init?(status: Int, text: String) {
        let found = Self.known(text)
        if let found, found.status == status {
            self = found
            return
        }
        switch status {
        case 400: self = .badRequest
        case 401: self = .says(.wrongCredentials)
        case 501: self = .unsupported(method: "")
        default: return nil
        }
    }

    private static func known(_ text: String) -> RefusalText? {
        if let sentence = RefusalSentence(rawValue: text) { return .says(sentence) }
        for refusal in spelt where text == refusal.text(nil) { return refusal }
        let action: Action =
            text.lowercased().contains("failover is not possible") || text.hasPrefix("Failover")
            ? .failover : .switchover
        if text.hasSuffix("already in progress") {
            return .inProgress(String(text.dropLast(" already in progress".count)))
        }
        if text.hasPrefix("Invalid PostgreSQL version format") { return .invalidVersionFormat("") }
        if text.hasPrefix("Invalid PostgreSQL version") { return .invalidVersion("") }
        // The words around these differ between versions and actions.
        let tails: [(String, RefusalText)] = [
            ("is possible only to a specific candidate in a paused state", .says(.candidateNeededWhilePaused)),
            ("is possible only from a specific leader", .failoverScheduled),
            ("Can't schedule failover in the paused state", .failoverScheduled),
            ("in the paused state", .says(.scheduledWhilePaused)),
            ("can not find sync_standby", .noSynchronousStandby(action)),
            ("cluster does not have members except leader", .nobodyElse(action)),
            ("no good candidates have been found", .noGoodCandidates(action)),
            ("key into DCS", .keyNotWritten(action)),
        ]
        return tails.first { text.hasSuffix($0.0) }?.1
    }

    /// Whole texts that differ by what was asked for.
    private static let spelt: [RefusalText] =
        [.failoverScheduled] + Action.allCases.map { .handoverFailed($0) }
        + ["switchover", "restart"].flatMap { [RefusalText.timeWithoutZone(of: $0), .timeInThePast(of: $0)] }
}
