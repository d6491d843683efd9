import ClusterModel
import Yams

extension SettingsField {
    /// A key of a mapping with what belongs to it.
    package struct Entry {
        package let name: String
        /// The key itself, for what is wrong with its name.
        package let key: SettingsField
        package let value: SettingsField
    }

    /// The keys of a mapping with their values as they are written, those without a value too.
    package func entries(_ what: String, suggestion: String? = nil) throws(SettingsError) -> [Entry] {
        guard case .mapping(let mapping) = node else { throw expected(what, suggestion: suggestion) }
        var entries: [Entry] = []
        for (key, value) in mapping {
            let place = SettingsField(node: key, path: path, file: file)
            guard case .scalar(let scalar) = key else { throw place.expected("a key of text") }
            let name = scalar.string.printable(limit: 64)
            // What a merge key brings counts as written in the mapping that has it.
            let way = name == "<<" ? path : path.isEmpty ? name : "\(path).\(name)"
            entries.append(
                Entry(name: name, key: place, value: SettingsField(node: value, path: way, file: file))
            )
        }
        return entries
    }

    /// The values by key; a merge key (`<<`) gives what the mapping itself does not say.
    package func fields(_ what: String) throws(SettingsError) -> [String: SettingsField] {
        var fields: [String: SettingsField] = [:]
        var merged: [String: SettingsField] = [:]
        for entry in try entries(what) {
            if entry.name == "<<" {
                merged = try entry.value.fields("a mapping to merge")
            } else if !entry.value.isNothing {
                fields[entry.name] = entry.value
            }
        }
        return fields.merging(merged) { own, _ in own }
    }

    /// The values by key, where any other key is an error that names the nearest of `known`.
    package func fields(_ what: String, known: [String]) throws(SettingsError) -> [String: SettingsField] {
        let fields = try fields(what)
        if let error = unknownKeys(fields, known: known, limit: 1).first { throw error }
        return fields
    }

    /// What is wrong with the keys that are not known, of this mapping and of what it merges; at most `limit` of them.
    func unknownKeys(_ fields: [String: SettingsField], known: [String], limit: Int) -> [SettingsError] {
        guard let entries = try? entries("a mapping") else { return [] }
        let own = entries.lazy.filter { $0.name != "<<" && !known.contains($0.name) }.map { entry in
            entry.key.failure(
                "unknown key '\(entry.name)'",
                suggestion: SpellingDistance.advice(for: entry.name, among: known)
            )
        }
        let names = Set(entries.map(\.name))
        let merged = fields.lazy.filter { !names.contains($0.key) && !known.contains($0.key) }
            .sorted { $0.key < $1.key }.map { name, field in
                field.failure("unknown key", suggestion: "known here: \(known.joined(separator: ", "))")
            }
        return Array((Array(own.prefix(limit)) + merged).prefix(limit))
    }
}
