import Yams

/// A theme file taken apart into its lines, whose words are not yet understood.
struct ThemeDocument {
    /// A line `key: value` and where it stands.
    struct Entry {
        let key: String
        let value: String
        let keyPlace: Place
        let valuePlace: Place
    }

    /// A place in a file.
    struct Place {
        let file: String
        let line: Int
        let column: Int

        func error(_ problem: ThemeError.Problem) -> ThemeError {
            ThemeError(file: file, line: line, column: column, problem: problem)
        }
    }

    var name: String
    var summary: String
    let parent: Entry?
    var palette: [Entry]
    var terminal: [Entry]
    var roles: [Entry]
    var surfaces: [Entry]

    static let sizeLimitBytes = 65_536
    private static let keys = ["name", "summary", "inherits", "palette", "terminal", "roles", "surfaces"]

    init(_ source: ThemeSource) throws(ThemeError) {
        let reader = ThemeReader(file: source.file)
        let lines = try reader.lines(of: reader.root(source.text), part: "a theme")
        for line in lines where !Self.keys.contains(line.key) {
            throw line.place.error(.unknownKey(line.key, known: Self.keys))
        }
        func entry(_ key: String) throws(ThemeError) -> Entry? {
            guard let line = lines.first(where: { $0.key == key }) else { return nil }
            return try reader.entry(line)
        }
        func entries(_ key: String) throws(ThemeError) -> [Entry] {
            guard let line = lines.first(where: { $0.key == key }) else { return [] }
            var entries: [Entry] = []
            for line in try reader.lines(of: line.node, part: "'\(key)'") { entries.append(try reader.entry(line)) }
            return entries
        }
        guard let name = try entry("name")?.value, !name.isEmpty else { throw reader.start.error(.missingName) }
        self.name = name
        summary = try entry("summary")?.value ?? ""
        parent = try entry("inherits")
        palette = try entries("palette")
        terminal = try entries("terminal")
        roles = try entries("roles")
        surfaces = try entries("surfaces")
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
