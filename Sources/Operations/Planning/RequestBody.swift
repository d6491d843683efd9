import ClusterModel

/// JSON text for the bodies of requests, with its keys in the order they were given.
enum RequestBody {
    /// An object of the fields that have a value; values are JSON text.
    static func object(_ fields: KeyValuePairs<String, String?>) -> String {
        let pairs = fields.compactMap { key, value in value.map { "\(quoted(key)): \($0)" } }
        return "{\(pairs.joined(separator: ", "))}"
    }

    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7F {
                    let digits = String(scalar.value, radix: 16)
                    result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    /// Nil for nobody, also where the name is empty: Patroni takes both for missing.
    static func quoted(_ name: MemberName?) -> String? {
        guard let name, !name.text.isEmpty else { return nil }
        return quoted(name.text)
    }
}
