import Dashboard
import Diagnosis
import OperatorConsole
import TerminalUI
import Wording

/// A part of README that is made from the program's own rows and stands between two markers.
package enum GeneratedSection: String, CaseIterable, Sendable {
    case keys
    case operations
    case columns
    case rules
    case events

    package var beginMarker: String { "<!-- \(rawValue): made by `swift run dev docs` -->" }
    package var endMarker: String { "<!-- end of \(rawValue) -->" }

    /// The Markdown between the markers, without them.
    package var body: String {
        switch self {
        case .keys:
            table(
                ["key", "what it does"],
                KeyTable.rows.map { [$0.keys.map { "`\($0)`" }.joined(separator: " "), $0.help] }
            )
        case .operations:
            table(["key", "what it opens"], OperationKeys.rows.map { ["`\($0.key)`", $0.help] })
        case .columns:
            table(["column", "id", "what it says"], MemberColumns.all.map { [$0.title, "`\($0.id)`", $0.help] })
        case .rules:
            table(
                ["rule", "severity", "what it finds", "what to do"],
                RuleCatalog.all.map {
                    ["`\($0.id)`", $0.severity.rawValue, "\($0.title). \($0.why)", $0.remedy.english]
                }
            )
        case .events:
            Event.Kind.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", ") + ".\n"
        }
    }

    private func table(_ titles: [String], _ rows: [[String]]) -> String {
        let lines = [titles, titles.map { _ in "---" }] + rows
        return lines.map { "| " + $0.map(escaped).joined(separator: " | ") + " |\n" }.joined()
    }

    private func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "|" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}

extension GeneratedSection {
    /// A document with every marked section made anew; nil when a marker is missing.
    package static func refreshed(_ document: String) -> String? {
        allCases.reduce(document) { text, section in text.flatMap(section.replaced) }
    }

    private func replaced(in document: String) -> String? {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        guard let begin = lines.firstIndex(of: beginMarker), let end = lines.firstIndex(of: endMarker), begin < end
        else { return nil }
        let middle = body.split(separator: "\n").map(String.init)
        return (lines[...begin] + [""] + middle + [""] + lines[end...]).joined(separator: "\n")
    }
}
