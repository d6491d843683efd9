import Settings

/// A theme file taken apart into its lines, whose words are not yet understood.
struct ThemeDocument {
    /// A line `key: value` and where it stands.
    struct Entry {
        let key: String
        let value: String
        let keyPlace: SettingsPlace
        let valuePlace: SettingsPlace

        var words: [String] { value.split(separator: " ").map(String.init) }
    }

    var name = ""
    var summary = ""
    private(set) var parent: Entry?
    var palette: [Entry] = []
    var terminal: [Entry] = []
    var roles: [Entry] = []
    var surfaces: [Entry] = []

    private static let limitKiB = 64
    private static let keys = ["name", "summary", "inherits", "palette", "terminal", "roles", "surfaces"]

    /// The lines as far as they can be read.
    init(_ source: ThemeSource, _ mistakes: inout SettingsMistakes) {
        let before = mistakes.found.count
        let document = mistakes.attempt { () throws(SettingsError) in
            try SettingsDocument.parse(source.text, file: source.file, limitKiB: Self.limitKiB)
        }
        for part in Self.parts(of: document ?? nil, "a theme", &mistakes) { read(part, &mistakes) }
        guard name.isEmpty, mistakes.found.count == before else { return }
        mistakes.add(SettingsPlace(file: source.file, line: 1, column: 1).error(.missingName))
    }

    private mutating func read(_ part: SettingsField.Entry, _ mistakes: inout SettingsMistakes) {
        switch part.name {
        case "name": name = Self.entry(part, &mistakes)?.value ?? ""
        case "summary": summary = Self.entry(part, &mistakes)?.value ?? ""
        case "inherits": parent = Self.entry(part, &mistakes)
        case "palette": palette = Self.entries(part, &mistakes)
        case "terminal": terminal = Self.entries(part, &mistakes)
        case "roles": roles = Self.entries(part, &mistakes)
        case "surfaces": surfaces = Self.entries(part, &mistakes)
        default: mistakes.add(part.key.place.error(.unknownKey(part.name, known: Self.keys)))
        }
    }

    private static func entries(_ part: SettingsField.Entry, _ mistakes: inout SettingsMistakes) -> [Entry] {
        var entries: [Entry] = []
        for line in parts(of: part.value, "'\(part.name)'", &mistakes) {
            if let entry = entry(line, &mistakes) { entries.append(entry) }
        }
        return entries
    }

    private static func parts(
        of field: SettingsField?,
        _ name: String,
        _ mistakes: inout SettingsMistakes
    ) -> [SettingsField.Entry] {
        guard let field else { return [] }
        guard field.isMapping else {
            mistakes.add(field.place.error(.notMapping(part: name)))
            return []
        }
        return mistakes.attempt { () throws(SettingsError) in try field.entries(name) } ?? []
    }

    private static func entry(_ line: SettingsField.Entry, _ mistakes: inout SettingsMistakes) -> Entry? {
        guard let value = line.value.line else {
            mistakes.add(line.value.place.error(.notText))
            return nil
        }
        return Entry(key: line.name, value: value, keyPlace: line.key.place, valuePlace: line.value.place)
    }

    /// Puts the lines of the theme it inherits from before its own, which then win.
    mutating func inherit(from parent: ThemeDocument) {
        palette = parent.palette + palette
        terminal = parent.terminal + terminal
        roles = parent.roles + roles
        surfaces = parent.surfaces + surfaces
        if summary.isEmpty { summary = parent.summary }
    }
}
