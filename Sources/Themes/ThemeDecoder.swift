import TerminalUI

/// Turns theme files into themes; `themes/README.md` describes the format.
package struct ThemeDecoder: Sendable {
    private let parents: [ThemeSource]

    /// A decoder whose files may inherit from those.
    package init(parents: [ThemeSource] = BuiltinThemes.sources) {
        self.parents = parents
    }

    /// Reads a file, and those it inherits from; the first thing that is wrong is thrown.
    package func decode(_ source: ThemeSource) throws(ThemeError) -> Theme {
        let document = try document(source, above: [])
        let palette = try palette(document)
        let terminal = try terminal(document)
        return Theme(
            name: document.name,
            summary: document.summary,
            looks: try looks(document, palette),
            surfaces: try surfaces(document, palette),
            standardForeground: terminal.text,
            standardBackground: terminal.background
        )
    }

    private func document(_ source: ThemeSource, above: [String]) throws(ThemeError) -> ThemeDocument {
        var document = try ThemeDocument(source)
        guard let parent = document.parent else { return document }
        guard parent.value != source.name, !above.contains(parent.value) else {
            throw parent.valuePlace.error(.inheritsItself(parent.value))
        }
        guard let file = parents.first(where: { $0.name == parent.value }) else {
            throw parent.valuePlace.error(.unknownParent(parent.value, known: parents.map(\.name)))
        }
        document.inherit(from: try self.document(file, above: above + [source.name]))
        return document
    }

    private func palette(_ document: ThemeDocument) throws(ThemeError) -> [String: Theme.Shade] {
        var palette = ["standard": Theme.Shade(.standard)]
        for entry in document.palette {
            let words = entry.words
            guard let color = Color(hex: words.first ?? "") else {
                throw entry.valuePlace.error(.malformedColor(entry.value, usedBy: entry.key))
            }
            var shade = Theme.Shade(color)
            if words.count > 1 { shade.basic = try ansiColor(words[1], entry) }
            if words.count > 2 { throw entry.valuePlace.error(.surplusWord(words[2], usedBy: entry.key)) }
            palette[entry.key] = shade
        }
        return palette
    }

    private func ansiColor(_ name: String, _ entry: ThemeDocument.Entry) throws(ThemeError) -> Color {
        if name == "standard" { return .standard }
        guard let index = Color.ansiNames.firstIndex(of: name) else {
            let known = ["standard"] + Color.ansiNames
            throw entry.valuePlace.error(.unknownAnsiColor(name, usedBy: entry.key, known: known))
        }
        return Color.ansi[index]
    }

    private func terminal(_ document: ThemeDocument) throws(ThemeError) -> (text: Color, background: Color) {
        var (text, background) = (Theme.plain.standardForeground, Theme.plain.standardBackground)
        for entry in document.terminal {
            guard let color = Color(hex: entry.value) else {
                throw entry.valuePlace.error(.malformedColor(entry.value, usedBy: entry.key))
            }
            switch entry.key {
            case "text": text = color
            case "background": background = color
            default: throw entry.keyPlace.error(.unknownKey(entry.key, known: ["text", "background"]))
            }
        }
        return (text, background)
    }

    private func looks(
        _ document: ThemeDocument,
        _ palette: [String: Theme.Shade]
    ) throws(ThemeError) -> [StyleRole: Theme.Look] {
        var looks: [StyleRole: Theme.Look] = [:]
        for entry in document.roles {
            guard let role = StyleRole(rawValue: entry.key) else {
                throw entry.keyPlace.error(.unknownRole(entry.key, known: StyleRole.allCases.map(\.rawValue)))
            }
            looks[role] = try look(entry, palette)
        }
        return looks
    }

    private func look(
        _ entry: ThemeDocument.Entry,
        _ palette: [String: Theme.Shade]
    ) throws(ThemeError) -> Theme.Look {
        var look = Theme.Look(try shade(entry.words.first ?? "", entry, palette))
        for word in entry.words.dropFirst() {
            guard let attribute = LookAttribute(rawValue: word) else {
                let known = LookAttribute.allCases.map(\.rawValue)
                throw entry.valuePlace.error(.unknownAttribute(word, usedBy: entry.key, known: known))
            }
            attribute.apply(to: &look)
        }
        return look
    }

    private func surfaces(
        _ document: ThemeDocument,
        _ palette: [String: Theme.Shade]
    ) throws(ThemeError) -> [Surface: Theme.Shade] {
        var surfaces: [Surface: Theme.Shade] = [:]
        for entry in document.surfaces {
            guard let surface = Surface(rawValue: entry.key) else {
                throw entry.keyPlace.error(.unknownSurface(entry.key, known: Surface.allCases.map(\.rawValue)))
            }
            surfaces[surface] = try shade(entry.words.first ?? "", entry, palette)
            if let surplus = entry.words.dropFirst().first {
                throw entry.valuePlace.error(.surplusWord(surplus, usedBy: entry.key))
            }
        }
        return surfaces
    }

    private func shade(
        _ name: String,
        _ entry: ThemeDocument.Entry,
        _ palette: [String: Theme.Shade]
    ) throws(ThemeError) -> Theme.Shade {
        if let shade = palette[name] { return shade }
        if let color = Color(hex: name) { return Theme.Shade(color) }
        throw entry.valuePlace.error(.unknownColor(name, usedBy: entry.key, known: palette.keys.sorted()))
    }
}

extension ThemeDocument.Entry {
    fileprivate var words: [String] { value.split(separator: " ").map(String.init) }
}
