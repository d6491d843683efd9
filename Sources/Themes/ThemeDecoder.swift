import Settings
import TerminalUI

/// Turns theme files into themes; `themes/README.md` describes the format.
package struct ThemeDecoder: Sendable {
    private let parents: [ThemeSource]

    /// A decoder whose files may inherit from those.
    package init(parents: [ThemeSource] = BuiltinThemes.sources) {
        self.parents = parents
    }

    /// Reads a file, and those it inherits from.
    ///
    /// - Throws: everything that is wrong in them.
    package func decode(_ source: ThemeSource) throws(SettingsMistakes) -> Theme {
        var mistakes = SettingsMistakes()
        let theme = theme(source, &mistakes)
        try mistakes.check()
        return theme
    }

    private func theme(_ source: ThemeSource, _ mistakes: inout SettingsMistakes) -> Theme {
        let document = document(source, above: [], &mistakes)
        let palette = palette(document, &mistakes)
        let terminal = terminal(document, &mistakes)
        return Theme(
            name: document.name,
            summary: document.summary,
            looks: looks(document, palette, &mistakes),
            surfaces: surfaces(document, palette, &mistakes),
            standardForeground: terminal.text,
            standardBackground: terminal.background
        )
    }

    private func document(
        _ source: ThemeSource,
        above: [String],
        _ mistakes: inout SettingsMistakes
    ) -> ThemeDocument {
        var document = ThemeDocument(source, &mistakes)
        guard let parent = document.parent else { return document }
        if parent.value == source.name || above.contains(parent.value) {
            mistakes.add(parent.valuePlace.error(.inheritsItself(parent.value)))
        } else if let file = parents.first(where: { $0.name == parent.value }) {
            document.inherit(from: self.document(file, above: above + [source.name], &mistakes))
        } else {
            mistakes.add(parent.valuePlace.error(.unknownParent(parent.value, known: parents.map(\.name))))
        }
        return document
    }

    private func palette(
        _ document: ThemeDocument,
        _ mistakes: inout SettingsMistakes
    ) -> [String: Theme.Shade] {
        var palette = ["standard": Theme.Shade(.standard)]
        for entry in document.palette {
            // A colour that is wrong is known all the same, so that those who use it are not called wrong too.
            palette[entry.key] = Theme.Shade(.standard)
            let words = entry.words
            guard let color = Color(hex: words.first ?? "") else {
                mistakes.add(entry.valuePlace.error(.malformedColor(entry.value)))
                continue
            }
            var shade = Theme.Shade(color)
            if words.count > 1 { shade.basic = ansiColor(words[1], entry, &mistakes) }
            if words.count > 2 { mistakes.add(entry.valuePlace.error(.surplusWord(words[2]))) }
            palette[entry.key] = shade
        }
        return palette
    }

    private func ansiColor(
        _ name: String,
        _ entry: ThemeDocument.Entry,
        _ mistakes: inout SettingsMistakes
    ) -> Color {
        if name == "standard" { return .standard }
        guard let index = Color.ansiNames.firstIndex(of: name) else {
            let known = ["standard"] + Color.ansiNames
            mistakes.add(entry.valuePlace.error(.unknownAnsiColor(name, known: known)))
            return .standard
        }
        return Color.ansi[index]
    }

    private func terminal(
        _ document: ThemeDocument,
        _ mistakes: inout SettingsMistakes
    ) -> (text: Color, background: Color) {
        var (text, background) = (Theme.plain.standardForeground, Theme.plain.standardBackground)
        for entry in document.terminal {
            let color = Color(hex: entry.value)
            switch entry.key {
            case "text": text = color ?? text
            case "background": background = color ?? background
            default:
                mistakes.add(entry.keyPlace.error(.unknownKey(entry.key, known: ["text", "background"])))
                continue
            }
            if color == nil { mistakes.add(entry.valuePlace.error(.malformedColor(entry.value))) }
        }
        return (text, background)
    }

    private func looks(
        _ document: ThemeDocument,
        _ palette: [String: Theme.Shade],
        _ mistakes: inout SettingsMistakes
    ) -> [StyleRole: Theme.Look] {
        var looks: [StyleRole: Theme.Look] = [:]
        for entry in document.roles {
            guard let role = StyleRole(rawValue: entry.key) else {
                let known = StyleRole.allCases.map(\.rawValue)
                mistakes.add(entry.keyPlace.error(.unknownRole(entry.key, known: known)))
                continue
            }
            var look = Theme.Look(shade(entry, palette, &mistakes))
            for word in entry.words.dropFirst() {
                if let attribute = LookAttribute(rawValue: word) {
                    attribute.apply(to: &look)
                } else {
                    let known = LookAttribute.allCases.map(\.rawValue)
                    mistakes.add(entry.valuePlace.error(.unknownAttribute(word, known: known)))
                }
            }
            looks[role] = look
        }
        return looks
    }

    private func surfaces(
        _ document: ThemeDocument,
        _ palette: [String: Theme.Shade],
        _ mistakes: inout SettingsMistakes
    ) -> [Surface: Theme.Shade] {
        var surfaces: [Surface: Theme.Shade] = [:]
        for entry in document.surfaces {
            guard let surface = Surface(rawValue: entry.key) else {
                let known = Surface.allCases.map(\.rawValue)
                mistakes.add(entry.keyPlace.error(.unknownSurface(entry.key, known: known)))
                continue
            }
            surfaces[surface] = shade(entry, palette, &mistakes)
            if let surplus = entry.words.dropFirst().first {
                mistakes.add(entry.valuePlace.error(.surplusWord(surplus)))
            }
        }
        return surfaces
    }

    /// The colour that a line begins with.
    private func shade(
        _ entry: ThemeDocument.Entry,
        _ palette: [String: Theme.Shade],
        _ mistakes: inout SettingsMistakes
    ) -> Theme.Shade {
        let name = entry.words.first ?? ""
        if let shade = palette[name] { return shade }
        if let color = Color(hex: name) { return Theme.Shade(color) }
        mistakes.add(entry.valuePlace.error(.unknownColor(name, known: palette.keys.sorted())))
        return Theme.Shade(.standard)
    }
}
