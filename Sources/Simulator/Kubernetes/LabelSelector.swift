/// A label selector: `dev=gauss,app in (db1,db2),!canary` (apimachinery `pkg/labels/selector.go`).
struct LabelSelector: Hashable, Sendable {
    private enum Requirement: Hashable, Sendable {
        case oneOf(key: String, values: Set<String>)
        case noneOf(key: String, values: Set<String>)
        case exists(String)
        case missing(String)
    }

    private var requirements: [Requirement] = []

    /// - Throws: `KubernetesStatus`
    init(_ text: String) throws(KubernetesStatus) {
        for part in Self.parts(text) { requirements.append(try Self.requirement(part)) }
    }

    func matches(_ labels: JSON?) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .oneOf(let key, let values): labels?[key]?.text.map(values.contains) ?? false
            case .noneOf(let key, let values): labels?[key]?.text.map { !values.contains($0) } ?? true
            case .exists(let key): labels?[key] != nil
            case .missing(let key): labels?[key] == nil
            }
        }
    }

    /// Between the commas that are in no parentheses.
    private static func parts(_ text: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var depth = 0
        for character in text {
            switch character {
            case "(": depth += 1
            case ")": depth -= 1
            case "," where depth <= 0:
                parts.append(part)
                part = ""
                continue
            default: break
            }
            part.append(character)
        }
        return (parts + [part]).map(trimmed).filter { !$0.isEmpty }
    }

    private static func requirement(_ part: String) throws(KubernetesStatus) -> Requirement {
        if part.hasPrefix("!") { return .missing(trimmed(String(part.dropFirst()))) }
        for word in [" notin ", " notin(", " in ", " in("] {
            guard let range = firstRange(of: word, in: part) else { continue }
            let rest = part[range.upperBound...].filter { $0 != "(" && $0 != ")" }
            let values = Set(rest.split(separator: ",").map { trimmed(String($0)) })
            let key = trimmed(String(part[..<range.lowerBound]))
            return word.hasPrefix(" notin") ? .noneOf(key: key, values: values) : .oneOf(key: key, values: values)
        }
        guard let sign = part.firstIndex(where: { $0 == "=" || $0 == "!" }) else { return .exists(part) }
        let key = trimmed(String(part[..<sign]))
        let isNegated = part[sign] == "!"
        var value = part[part.index(after: sign)...]
        if value.hasPrefix("=") {
            value = value.dropFirst()
        } else if isNegated {
            throw .badRequest("unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt")
        }
        guard !value.contains("=") else {
            throw .badRequest("unable to parse requirement: found '=', expected: identifier")
        }
        let values: Set<String> = [trimmed(String(value))]
        return isNegated ? .noneOf(key: key, values: values) : .oneOf(key: key, values: values)
    }

    private static func firstRange(of word: String, in text: String) -> Range<String.Index>? {
        text.indices.first { text[$0...].hasPrefix(word) }.map { $0..<text.index($0, offsetBy: word.count) }
    }

    private static func trimmed(_ text: String) -> String {
        var trimmed = text[...].drop { $0 == " " }
        while trimmed.last == " " { trimmed.removeLast() }
        return String(trimmed)
    }
}

/// A field selector: `metadata.name=db1,status.phase!=Running`.
struct FieldSelector: Hashable, Sendable {
    private struct Requirement: Hashable, Sendable {
        var path: String
        var value: String
        var isNegated: Bool
    }

    private var requirements: [Requirement] = []

    /// - Throws: `KubernetesStatus`
    init(_ text: String, for kind: KubernetesKind) throws(KubernetesStatus) {
        for part in text.split(separator: ",") {
            guard let sign = part.firstIndex(where: { $0 == "=" || $0 == "!" }) else {
                throw .badRequest("invalid selector: '\(text)'; can't understand '\(part)'")
            }
            let path = String(part[..<sign])
            guard KubernetesObject.fieldNames(of: kind).contains(path) else {
                throw .badRequest("field label not supported: \(path)")
            }
            requirements.append(
                Requirement(
                    path: path,
                    value: String(part[sign...].drop { $0 == "=" || $0 == "!" }),
                    isNegated: part[sign] == "!"
                )
            )
        }
    }

    func matches(_ object: KubernetesObject) -> Bool {
        requirements.allSatisfy { ((object.field($0.path) ?? "") == $0.value) != $0.isNegated }
    }
}
