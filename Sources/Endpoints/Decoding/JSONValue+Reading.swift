import ClusterModel

/// Accessors that accept every spelling seen in the wild, and answer nil to the others.
extension JSONValue {
    /// A field's value; nil when this is no object, or the field is absent or null.
    package subscript(key: String) -> JSONValue? {
        guard case .fields(let fields) = self, let value = fields[key], value != .null else { return nil }
        return value
    }

    /// `1`, `"1"` and `1.0` alike.
    package var integer: Int64? {
        switch self {
        case .integer(let integer): integer
        case .number(let number): Int64(exactly: number)
        case .text(let text): Int64(text) ?? Double(text).flatMap(Int64.init(exactly:))
        case .null, .bool, .list, .fields: nil
        }
    }

    /// An integer that fits the machine's.
    package var int: Int? { integer.flatMap(Int.init(exactly:)) }

    /// Whether the value means yes: `true`, `"true"`, `"on"`, `"yes"`, `1`.
    package var isTrue: Bool {
        switch self {
        case .bool(let bool): bool
        case .integer(let integer): integer != 0
        case .text(let text): ["true", "on", "yes", "1"].contains(text.lowercased())
        case .null, .number, .list, .fields: false
        }
    }

    /// Text or a scalar spelt as JSON spells it, safe to show; nil for null, lists and objects.
    package func text(limit: Int = 256) -> String? {
        switch self {
        case .text(let text): text.printable(limit: limit)
        case .integer(let integer): String(integer)
        case .number(let number): String(number)
        case .bool(let bool): bool ? "true" : "false"
        case .null, .list, .fields: nil
        }
    }

    /// A lag in bytes: a number, a number in quotes, or the word `unknown`, which any other text is taken for.
    package var lag: Lag? {
        switch self {
        case .integer, .number: integer.map { .bytes(max(0, $0)) } ?? .unknown
        case .text: integer.map { .bytes(max(0, $0)) } ?? .unknown
        case .null, .bool, .list, .fields: nil
        }
    }

    /// A WAL position: `"0/6000388"`, or bytes as an integer.
    package var logSequenceNumber: LogSequenceNumber? {
        if case .text(let text) = self, let position = LogSequenceNumber(text) { return position }
        return integer.flatMap(UInt64.init(exactly:)).map(LogSequenceNumber.init(position:))
    }

    /// The elements of a list; nil when this is none.
    package var elements: [JSONValue]? {
        guard case .list(let elements) = self else { return nil }
        return elements
    }

    /// The fields of an object by name; nil when this is none.
    package var sortedFields: [(name: String, value: JSONValue)]? {
        guard case .fields(let fields) = self else { return nil }
        return fields.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// What this is, in a word, for failure texts.
    package var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .text: "text"
        case .list: "a list"
        case .fields: "an object"
        }
    }

    /// The list in field `key`, or a failure that says what is there instead.
    package func requiredList(_ key: String, at path: String = "") throws(DecodingFailure) -> [JSONValue] {
        guard case .fields = self else { throw DecodingFailure(path: path, problem: "\(kind) instead of an object") }
        guard let value = self[key] else { throw DecodingFailure(path: path.child(key), problem: "missing") }
        guard let elements = value.elements else {
            throw DecodingFailure(path: path.child(key), problem: "\(value.kind) instead of a list")
        }
        return elements
    }

    /// The text in field `key`, not empty, or a failure that says what is there instead.
    package func requiredText(_ key: String, at path: String = "") throws(DecodingFailure) -> String {
        guard case .fields = self else { throw DecodingFailure(path: path, problem: "\(kind) instead of an object") }
        guard let value = self[key] else { throw DecodingFailure(path: path.child(key), problem: "missing") }
        guard let text = value.text() else {
            throw DecodingFailure(path: path.child(key), problem: "\(value.kind) instead of text")
        }
        guard !text.isEmpty else { throw DecodingFailure(path: path.child(key), problem: "empty") }
        return text
    }
}

extension String {
    /// The path of a field below this path.
    package func child(_ key: String) -> String { isEmpty ? key : "\(self).\(key)" }
}
