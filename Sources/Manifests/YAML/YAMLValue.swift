import Yams

/// A value to be written as YAML, with its keys in the order in which they are to be read.
package indirect enum YAMLValue: Equatable, Sendable {
    case text(String)
    /// Several lines, written as they are (`|`).
    case lines(String)
    case number(Int)
    case truth(Bool)
    case list([YAMLValue])
    case mapping([Entry])
    /// Left out together with its key.
    case absent

    /// A key and what belongs to it.
    package struct Entry: Equatable, Sendable {
        let key: String
        let value: YAMLValue
    }

    /// The value as a YAML document that ends in a newline.
    ///
    /// - Throws: what Yams cannot write; none of our values is such.
    package func yaml() throws -> String {
        try Yams.serialize(node: node, width: -1, allowUnicode: true, sortKeys: false)
    }

    /// Both mappings' entries; anything else stays as it is.
    func adding(_ other: YAMLValue) -> YAMLValue {
        guard case .mapping(let own) = self, case .mapping(let more) = other else { return self }
        return .mapping(own + more)
    }

    private var node: Node {
        switch self {
        case .text(let text): Node(text, Tag(.str), Self.isPlain(text) ? .plain : .singleQuoted)
        case .lines(let text): Node(text, Tag(.str), .literal)
        case .number(let number): Node(String(number), Tag(.int), .plain)
        case .truth(let truth): Node(String(truth), Tag(.bool), .plain)
        case .list(let items): Node(items.filter { $0 != .absent }.map(\.node), Tag(.seq), .block)
        case .mapping(let entries):
            Node(
                entries.filter { $0.value != .absent }.map { (YAMLValue.text($0.key).node, $0.value.node) },
                Tag(.map),
                entries.isEmpty ? .flow : .block
            )
        case .absent: Node("", Tag(.null), .plain)
        }
    }

    /// Whether no reader of YAML, of 1.1 or of 1.2, takes the bare text for anything but itself.
    ///
    /// Numbers, dates and times begin with a digit, a sign or a dot; of the rest a few words mean truth or nothing.
    static func isPlain(_ text: String) -> Bool {
        let words: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
        guard let first = text.unicodeScalars.first, first.properties.isAlphabetic && first.isASCII || first == "/"
        else { return false }
        let marks = "._-/:@ ()=,".unicodeScalars
        let isSimple = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil || marks.contains($0))
        }
        return isSimple && !text.contains(": ") && text.last != ":" && text.last != " "
            && !words.contains(text.lowercased())
    }
}

extension YAMLValue: ExpressibleByStringLiteral, ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(stringLiteral value: String) { self = .text(value) }
    package init(integerLiteral value: Int) { self = .number(value) }
    package init(booleanLiteral value: Bool) { self = .truth(value) }
    package init(arrayLiteral elements: YAMLValue...) { self = .list(elements) }
    package init(dictionaryLiteral elements: (String, YAMLValue)...) {
        self = .mapping(elements.map { Entry(key: $0, value: $1) })
    }
}
