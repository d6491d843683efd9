import ClusterModel

/// Reads `/config` and lays it out as one line a setting, ordered by path.
package enum ConfigurationDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<DynamicConfiguration, ReadFailure> {
        answer.decoded(configuration(from:))
    }

    private static func configuration(from document: JSONValue) throws(DecodingFailure) -> DynamicConfiguration {
        guard case .fields = document else {
            throw DecodingFailure(path: "", problem: "\(document.kind) instead of an object")
        }
        var settings: [DynamicConfiguration.Setting] = []
        flatten(document, at: "", into: &settings)
        return DynamicConfiguration(settings: settings)
    }

    /// Lists keep their order: `postgresql.pg_hba[0]`.
    private static func flatten(
        _ value: JSONValue,
        at path: String,
        into settings: inout [DynamicConfiguration.Setting]
    ) {
        guard settings.count < DecodingLimit.settings else { return }
        switch value {
        case .fields(let fields) where !fields.isEmpty:
            for (name, child) in value.sortedFields ?? [] {
                flatten(child, at: path.child(name.printable(limit: 128)), into: &settings)
            }
        case .list(let elements) where !elements.isEmpty:
            for (index, child) in elements.enumerated() {
                flatten(child, at: "\(path)[\(index)]", into: &settings)
            }
        case .null, .bool, .integer, .number, .text, .list, .fields:
            guard !path.isEmpty else { return }
            let text = isSecret(path, value) ? DynamicConfiguration.hidden : spelling(of: value)
            settings.append(.init(path: path.printable(limit: 256), value: text))
        }
    }

    private static func spelling(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .list: "[]"
        case .fields: "{}"
        case .bool, .integer, .number, .text: value.text() ?? ""
        }
    }

    /// `/config` is open to whoever reaches the agent, but a screen that many people share need not repeat a password.
    private static func isSecret(_ path: String, _ value: JSONValue) -> Bool {
        if DynamicConfiguration.isSecret(path) { return true }
        guard case .text(let text) = value else { return false }
        return DynamicConfiguration.holdsPassword(text)
    }
}
