/// What is wrong in a file, gathered while the rest of it is read, so that one run tells all of it.
package struct SettingsMistakes: Error, Equatable, Sendable {
    /// In the order of their places.
    package private(set) var found: [SettingsError]

    /// Nobody mends more in one go.
    package static let limit = 50

    package init(_ found: [SettingsError] = []) {
        self.found = []
        for error in found { add(error) }
    }

    package var isEmpty: Bool { found.isEmpty }

    /// Whether no more are gathered.
    package var isFull: Bool { found.count >= Self.limit }

    /// One more, unless it is known: what an anchor shares is wrong once.
    package mutating func add(_ error: SettingsError) {
        let isKnown = found.contains {
            $0.file == error.file && $0.line == error.line && $0.column == error.column && $0.message == error.message
        }
        guard !isFull, !isKnown else { return }
        found.append(error)
    }

    /// - Throws: what was found, the files in the order in which they were read, each from its beginning.
    package func check() throws(SettingsMistakes) {
        guard !found.isEmpty else { return }
        var files: [String] = []
        for error in found where !files.contains(error.file) { files.append(error.file) }
        var sorted = self
        sorted.found = files.flatMap { file in
            found.filter { $0.file == file }.sorted { $0.position < $1.position }
        }
        throw sorted
    }

    // MARK: - Reading

    /// What `read` gives; nil where it fails, which is noted.
    package mutating func attempt<Value>(_ read: () throws(SettingsError) -> Value) -> Value? {
        do throws(SettingsError) {
            return try read()
        } catch {
            add(error)
            return nil
        }
    }

    /// What `read` makes of a field; nil where there is none, or it is wrong.
    package mutating func value<Value>(
        of field: SettingsField?,
        _ read: (SettingsField) throws(SettingsError) -> Value
    ) -> Value? {
        guard let field else { return nil }
        return attempt { () throws(SettingsError) in try read(field) }
    }

    /// What `read` makes of each item of a list, less those that are wrong; nil where there is no list.
    package mutating func values<Value>(
        of field: SettingsField?,
        _ what: String,
        suggestion: String? = nil,
        _ read: (SettingsField) throws(SettingsError) -> Value
    ) -> [Value]? {
        let items = value(of: field) { field throws(SettingsError) in try field.items(what, suggestion: suggestion) }
        guard let items else { return nil }
        var values: [Value] = []
        for item in items { if let value = value(of: item, read) { values.append(value) } }
        return values
    }

    /// The values by key, less the keys that are not known.
    package mutating func fields(
        of field: SettingsField?,
        _ what: String,
        known: [String]
    ) -> [String: SettingsField] {
        let fields = value(of: field) { field throws(SettingsError) in try field.fields(what) } ?? [:]
        for error in field?.unknownKeys(fields, known: known, limit: Self.limit) ?? [] { add(error) }
        return fields.filter { known.contains($0.key) }
    }
}

extension SettingsMistakes: CustomStringConvertible {
    /// One line each; where there are several, with a line that counts them before.
    package var description: String {
        let lines = found.map(\.description)
        guard lines.count > 1 else { return lines.first ?? "" }
        let count = isFull ? "\(lines.count) mistakes or more" : "\(lines.count) mistakes"
        return (["\(count) in the configuration:"] + lines).joined(separator: "\n")
    }
}

extension SettingsError {
    fileprivate var position: (Int, Int) { (line ?? 0, column ?? 0) }
}
