/// A JSON value whose objects keep the order of their keys, because what is compared with Patroni's answers is bytes.
package enum JSON: Equatable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    /// A number with a fraction or an exponent, as it was spelt.
    case number(String)
    case string(String)
    case array([JSON])
    case object([Field])

    /// A key with its value.
    package struct Field: Equatable, Sendable {
        package var key: String
        package var value: JSON

        package init(_ key: String, _ value: JSON) {
            self.key = key
            self.value = value
        }
    }

    /// An object of the fields that have a value.
    package static func fields(_ pairs: KeyValuePairs<String, JSON?>) -> JSON {
        .object(pairs.compactMap { key, value in value.map { Field(key, $0) } })
    }

    /// The value of `key` in an object; nil when absent or when this is no object.
    package subscript(key: String) -> JSON? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.key == key }?.value
    }

    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    package var integerValue: Int64? {
        guard case .integer(let value) = self else { return nil }
        return value
    }

    /// Whether Python takes the value for false: `null`, `false`, 0, and what is empty.
    package var isFalsy: Bool {
        switch self {
        case .null: true
        case .bool(let value): !value
        case .integer(let value): value == 0
        case .number: false
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let fields): fields.isEmpty
        }
    }

    /// This object with `patch` laid over it as Patroni does it: null deletes, objects merge, the rest replaces
    /// (patroni `utils.py patch_config`).
    package func merged(with patch: JSON) -> JSON {
        guard case .object(var fields) = self, case .object(let changes) = patch else { return patch }
        for change in changes {
            let index = fields.firstIndex { $0.key == change.key }
            switch (index, change.value) {
            case (let index?, .null): fields.remove(at: index)
            case (nil, .null): break
            case (let index?, let value): fields[index].value = fields[index].value.merged(with: value)
            case (nil, _): fields.append(change)
            }
        }
        return .object(fields)
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
}
