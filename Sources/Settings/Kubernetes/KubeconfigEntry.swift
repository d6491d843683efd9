import ClusterModel

/// One item of `clusters`, `users` or `contexts`: its name and what it holds.
struct KubeconfigEntry {
    let name: String
    /// The item itself, for what is wrong with it as a whole.
    let field: SettingsField
    /// What stands under `cluster`, `user` or `context`.
    let fields: [String: SettingsField]

    /// The items of a list; none where there is no list.
    ///
    /// A name that is given twice in one file is an error, as in kubectl.
    static func list(_ list: SettingsField?, of kind: String) throws(SettingsError) -> [KubeconfigEntry] {
        guard let list else { return [] }
        var entries: [KubeconfigEntry] = []
        var names: Set<String> = []
        for item in try list.items("a list", suggestion: "write - name: NAME") {
            let fields = try item.fields("a mapping with name and \(kind)")
            guard let name = try fields["name"]?.strictText() else {
                throw item.failure("has no name", suggestion: "write name: NAME")
            }
            guard names.insert(name).inserted else {
                throw item.failure("a second \(kind) named '\(name)'", suggestion: "give it another name")
            }
            let inner = try fields[kind].map { field throws(SettingsError) in try field.fields("a mapping") }
            entries.append(KubeconfigEntry(name: name, field: fields[kind] ?? item, fields: inner ?? [:]))
        }
        return entries
    }
}
