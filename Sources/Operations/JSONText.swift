/// A JSON document as it was written: numbers keep their spelling and objects their order.
package enum JSONText: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(String)
    case string(String)
    case array([JSONText])
    case object([Field])

    /// A key with its value.
    package struct Field: Equatable, Sendable {
        package var key: String
        package var value: JSONText
    }

    /// Reads a whole document; nil for anything else, and for more than 64 kB or 32 levels.
    package init?(_ text: String) {
        var reader = JSONTextReader(text.utf8)
        guard let value = reader.document() else { return nil }
        self = value
    }

    /// The same from an answer's bytes, whatever they are.
    package init?(bytes: [UInt8]) {
        var reader = JSONTextReader(bytes)
        guard let value = reader.document() else { return nil }
        self = value
    }

    /// The value of `key`; nil when absent or when this is no object.
    package subscript(key: String) -> JSONText? {
        guard case .object(let fields) = self else { return nil }
        return fields.first { $0.key == key }?.value
    }

    /// Puts a value below a path, beside what is there already.
    mutating func put(_ value: JSONText, at keys: ArraySlice<String>) {
        guard let key = keys.first else { return self = value }
        var fields: [Field] = []
        if case .object(let own) = self { fields = own }
        let index = fields.firstIndex { $0.key == key } ?? fields.count
        if index == fields.count { fields.append(Field(key: key, value: .object([]))) }
        fields[index].value.put(value, at: keys.dropFirst())
        self = .object(fields)
    }

    package var text: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    /// A whole number, also one in quotes, as Patroni takes both.
    package var wholeNumber: Int64? {
        switch self {
        case .number(let spelling), .string(let spelling): Int64(spelling)
        case .null, .bool, .array, .object: nil
        }
    }

    /// Whether Patroni would read it as yes or no (`utils.py parse_bool`).
    var isSwitch: Bool {
        switch self {
        case .bool: true
        case .string(let word), .number(let word):
            ["on", "true", "yes", "1", "off", "false", "no", "0"].contains(word.lowercased())
        case .null, .array, .object: false
        }
    }

    /// A single value as the dynamic configuration spells it, without quotes; composites as JSON.
    package var spelling: String { text ?? json }

    /// The value as JSON.
    package var json: String {
        switch self {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let spelling): spelling
        case .string(let text): RequestBody.quoted(text)
        case .array(let elements): "[\(elements.map(\.json).joined(separator: ", "))]"
        case .object(let fields):
            "{\(fields.map { "\(RequestBody.quoted($0.key)): \($0.value.json)" }.joined(separator: ", "))}"
        }
    }
}
