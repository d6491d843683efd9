import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// What the filter lets through, and the words for what it does not: nothing vanishes in silence, and what is critical stays.
extension Dashboard {
    /// Rows or lines that stay, and how many do not.
    struct Sifted<Row> {
        var shown: [Row]
        var hidden: Int
    }

    /// Members that pass the filter, or that something critical concerns.
    var visibleMembers: [Member] { siftedMembers.shown }

    var siftedMembers: Sifted<Member> {
        sift(picture.snapshot.members) { member in
            matchesFilter([
                member.name.text, member.role?.spelling, member.state?.spelling, member.listed.value?.host,
            ]) || isCritical([member.name.text])
        }
    }

    /// Lines that hold the filter's text, or that say something critical.
    func sift(_ lines: [StyledText]) -> Sifted<StyledText> {
        sift(lines) { line in matchesFilter([line.plain]) || line.runs.contains { $0.role == .critical } }
    }

    func sift<Row>(_ rows: [Row], by passes: (Row) -> Bool) -> Sifted<Row> {
        guard !filter.isEmpty else { return Sifted(shown: rows, hidden: 0) }
        let shown = rows.filter(passes)
        return Sifted(shown: shown, hidden: rows.count - shown.count)
    }

    /// Whether any of the texts holds the filter's, whatever its case.
    func matchesFilter(_ texts: [String?]) -> Bool {
        guard !filter.isEmpty else { return true }
        let wanted = filter.lowercased()
        return texts.contains { $0?.lowercased().contains(wanted) == true }
    }

    /// Whether the sentence, as it is shown, holds the filter's text.
    func matchesFilter(_ phrase: Phrase) -> Bool { filter.isEmpty || matchesFilter([language(phrase)]) }

    /// Whether a critical finding concerns any of those names.
    func isCritical(_ names: [String?]) -> Bool {
        picture.findings.contains { $0.severity == .critical && names.contains($0.subject) }
    }

    /// The line below what the filter let through; none where it hides nothing.
    func hiddenLines(_ count: Int) -> [StyledText] {
        count > 0 ? [StyledText(language("\(count) hidden by the filter"), .muted)] : []
    }

    /// The lines that are shown with the words for those that are not.
    func linesOrHidden(_ sifted: Sifted<StyledText>) -> [StyledText] {
        sifted.shown.isEmpty ? hiddenLines(sifted.hidden) : sifted.shown
    }

    /// The title of a section; it says what is hidden where the section has other lines.
    func sectionTitle(_ title: Phrase, _ shown: Int, hidden: Int) -> String {
        language(hidden > 0 && shown > 0 ? "\(title), \(hidden) hidden by the filter" : title)
    }
}
