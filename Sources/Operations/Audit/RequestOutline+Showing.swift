import ClusterModel

extension RequestOutline {
    /// The body as it may be shown and written down: values of keys that name a password are hidden.
    package var bodyWithoutSecrets: String? {
        guard let body else { return nil }
        guard body.lowercased().contains("password") || body.contains("://") else { return body }
        return JSONText(body)?.withoutSecrets.json ?? DynamicConfiguration.hidden
    }

    /// One line: `POST http://10.0.0.1:8008/switchover {"leader": "db1"}`.
    package var line: String {
        let end = bodyWithoutSecrets.map { " \($0)" } ?? ""
        return "\(method.rawValue) \(url)\(end)".printable(limit: 4_000)
    }
}

extension JSONText {
    /// The same document with its passwords hidden.
    package var withoutSecrets: JSONText {
        switch self {
        case .null, .bool, .number: self
        case .string(let text): DynamicConfiguration.holdsPassword(text) ? .string(DynamicConfiguration.hidden) : self
        case .array(let elements): .array(elements.map(\.withoutSecrets))
        case .object(let fields):
            .object(
                fields.map { field in
                    let isSecret = DynamicConfiguration.isSecret(field.key)
                    let shown = isSecret ? .string(DynamicConfiguration.hidden) : field.value.withoutSecrets
                    return Field(key: field.key, value: shown)
                }
            )
        }
    }
}
