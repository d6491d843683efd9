/// Pieces of Markdown made from text that may hold anything.
package enum MarkdownText {
    /// Text that draws itself and nothing else: no table cell, link, tag or emphasis begins in it.
    package static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if "\\`*_{}[]<>#|~!".contains(character) { escaped.append("\\") }
            escaped.append(character.isNewline ? " " : character)
        }
        return escaped
    }

    /// A table; nothing when it has no rows.
    package static func table(_ titles: [String], _ rows: [[String]]) -> String {
        guard !rows.isEmpty else { return "" }
        let lines = [titles, titles.map { _ in "---" }] + rows.map { $0.map(escaped) }
        return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
    }
}

/// A heading of a report with what stands below it, as Markdown.
package struct MarkdownSection: Equatable, Sendable {
    package var title: String
    package var body: String

    package init(title: String, body: String) {
        self.title = title
        self.body = body
    }
}
