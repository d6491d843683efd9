import Endpoints
import Yams

extension SettingsField {
    /// This value as JSON, as kubectl would pass it on.
    var json: String { Self.json(node) }

    private static func json(_ node: Node) -> String {
        switch node {
        case .mapping(let mapping):
            let fields = mapping.map { "\(($0.key.scalar?.string ?? "").quotedAsJSON):\(json($0.value))" }
            return "{\(fields.joined(separator: ","))}"
        case .sequence(let sequence): return "[\(sequence.map(json).joined(separator: ","))]"
        case .scalar(let scalar): return json(scalar)
        case .alias: return "null"
        }
    }

    private static func json(_ scalar: Node.Scalar) -> String {
        guard scalar.style == .plain else { return scalar.string.quotedAsJSON }
        if ["", "~", "null", "Null", "NULL"].contains(scalar.string) { return "null" }
        if let truth = truths[scalar.string.lowercased()] { return truth ? "true" : "false" }
        return isJSONNumber(scalar.string) ? scalar.string : scalar.string.quotedAsJSON
    }

    /// Whether a number is spelt as JSON spells it; others are passed on as text rather than wrongly.
    private static func isJSONNumber(_ text: String) -> Bool {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        let areDigits = parts.allSatisfy { !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
        return areDigits && parts.count <= 2 && parts[0].count <= 15 && (parts[0].count == 1 || parts[0].first != "0")
    }
}
