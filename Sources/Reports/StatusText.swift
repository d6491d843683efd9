import ClusterModel
import Dashboard
import Diagnosis
import TerminalUI
import Wording

/// What `nines status` prints for people: verdict, members, findings.
package enum StatusText {
    /// How much of each member is told.
    package enum Width: Sendable {
        case table
        case wide
    }

    /// The lines, without trailing blanks.
    package static func lines(
        _ snapshot: ClusterSnapshot,
        verdict: Verdict,
        findings: [Finding],
        width: Width,
        columns: Int,
        in language: Language = .english
    ) -> [String] {
        let text = verdict.text(at: snapshot.takenAt, withClock: false, in: language)
        let headline = verdict.level.signed(text.headline, beside: findings)
        var lines = [
            "\(snapshot.name ?? language("cluster"))  \(headline)  \(text.detail)",
            "",
        ]
        let rows = MemberRow.rows(of: snapshot, in: language)
        let memberColumns =
            switch width {
            case .table: MemberColumns.status
            case .wide: MemberColumns.wide
            }
        if !rows.isEmpty {
            let table = Table(columns: memberColumns.titled(in: language)).lines(rows: rows, into: columns)
            lines += ([table.header] + table.rows).map(\.plain)
        }
        if !snapshot.proxies.isEmpty || !snapshot.probes.isEmpty || snapshot.store != nil {
            lines += [""] + Routing.lines(of: snapshot, in: language).map(\.plain)
        }
        if let kubernetes = snapshot.kubernetes {
            let pods = pods(kubernetes, width: width, at: snapshot.takenAt, in: language)
            if !pods.isEmpty { lines += (lines.last == "" ? [] : [""]) + pods }
        }
        if !findings.isEmpty {
            lines += [""] + findings.map { "\(language($0.severity.phrase).padded(to: 9)) \(language($0.phrase))" }
        }
        return lines.map(\.withoutTrailingBlanks)
    }
}

extension String {
    fileprivate var withoutTrailingBlanks: String {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
