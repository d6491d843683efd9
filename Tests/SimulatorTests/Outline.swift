import Simulator

/// What two answers are compared by: the keys in their order with the values that must be equal, and the types of
/// those that may differ.
struct Outline: CustomStringConvertible, Equatable {
    var lines: [String] = []

    /// Keys whose values depend on the moment or on the machine.
    private static let volatile: Set<String> = [
        "timeline", "postmaster_start_time", "dcs_last_seen", "database_system_identifier", "location",
        "received_location",
        "replayed_location", "receive_lsn", "replay_lsn", "lsn", "client_addr", "server_version", "replayed_timestamp",
    ]

    init(_ json: JSON) {
        describe(json, at: "")
    }

    var description: String { lines.joined(separator: "\n") }

    private mutating func describe(_ json: JSON, at path: String) {
        switch json {
        case .object(let fields):
            lines.append("\(path) {}")
            for field in fields {
                let isVolatile = Self.volatile.contains(field.key)
                describe(isVolatile ? Self.type(of: field) : field.value, at: "\(path).\(field.key)")
            }
        case .array(let elements):
            lines.append("\(path) []")
            for (index, element) in elements.enumerated() { describe(element, at: "\(path)[\(index)]") }
        case .null, .bool, .integer, .number, .string: lines.append("\(path) = \(json)")
        }
    }

    private static func type(of field: JSON.Field) -> JSON {
        switch field.value {
        // PostgreSQL knows the time of the last replayed transaction or does not.
        case .null where field.key == "replayed_timestamp": "<string>"
        case .null: .null
        case .bool: "<bool>"
        case .integer, .number: "<number>"
        case .string(let text): text == "unknown" ? "unknown" : "<string>"
        case .array: "<array>"
        case .object: "<object>"
        }
    }
}
