import ClusterModel

/// A dotted path of the dynamic configuration as keys of the document.
struct ConfigurationPath: Equatable {
    let text: String
    let keys: [String]

    /// Names of parameters may hold dots themselves (`auto_explain.log_min_duration`), so what is below `parameters` is one key.
    init(_ text: String) {
        self.text = text
        let prefix = "postgresql.parameters."
        if text.hasPrefix(prefix), text.count > prefix.count {
            keys = ["postgresql", "parameters", String(text.dropFirst(prefix.count))]
        } else {
            keys = text.isEmpty ? [] : text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        }
    }

    var parameter: String? { keys.count == 3 && keys[1] == "parameters" ? keys[2] : nil }

    /// Why the path cannot be changed with a PATCH.
    var refusal: String? {
        if keys.contains(where: \.isEmpty) { return "“\(text)” has an empty part" }
        if let stray = text.first(where: { $0 == ":" || $0 == "=" || $0.isWhitespace }) {
            return "a key holds no “\(stray)”: the value is given after it"
        }
        if text.contains("[") { return "lists change as a whole: name \(text.prefix { $0 != "[" }) and give all of it" }
        if keys == ["pause"] { return "maintenance mode has operations of its own: pause and resume" }
        return nil
    }

    /// The present value, when it is a single one, or what tells that there are several below.
    func spelling(in configuration: DynamicConfiguration) -> String? {
        if let value = configuration[text] { return value }
        let below = configuration.settings.filter { $0.path.hasPrefix(text + ".") || $0.path.hasPrefix(text + "[") }
        return below.isEmpty ? nil : "\(below.count) settings"
    }

    /// What stands here once the setting is deleted.
    var textOfDeletion: String {
        ConfigurationCatalogue.defaults[text].map { "default \($0)" } ?? "deleted"
    }

    /// Whether a value here is nobody's business.
    var isSecret: Bool { DynamicConfiguration.isSecret(keys.last ?? "") }
}
