import ClusterModel
import Wording

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
    var refusal: Phrase? {
        if keys.contains(where: \.isEmpty) { return "“\(text)” has an empty part" }
        if let stray = text.first(where: { $0 == ":" || $0 == "=" || $0.isWhitespace }) {
            return "a key holds no “\(stray)”: the value is given after it"
        }
        if text.contains("[") { return "lists change as a whole: name \(text.prefix { $0 != "[" }) and give all of it" }
        if keys == ["pause"] { return "maintenance mode has operations of its own: pause and resume" }
        return nil
    }

    /// What stands at a path.
    enum Content: Equatable {
        case nothing
        case value(String)
        /// So many settings below it.
        case several(Int)
    }

    func content(of configuration: DynamicConfiguration) -> Content {
        if let value = configuration[text] { return .value(value) }
        let below = configuration.settings.filter { $0.path.hasPrefix(text + ".") || $0.path.hasPrefix(text + "[") }
        return below.isEmpty ? .nothing : .several(below.count)
    }

    /// What stands here once the setting is deleted.
    var textOfDeletion: Phrase {
        ConfigurationCatalogue.defaults[text].map { "default \($0)" } ?? "deleted"
    }

    /// Whether a value here is nobody's business.
    var isSecret: Bool { DynamicConfiguration.isSecret(keys.last ?? "") }
}

extension ConfigurationPath.Content {
    /// As people read it.
    var phrase: Phrase {
        switch self {
        case .nothing: "not set"
        case .value(let value): Phrase(verbatim: value)
        case .several(let count): "\(count) settings"
        }
    }
}
