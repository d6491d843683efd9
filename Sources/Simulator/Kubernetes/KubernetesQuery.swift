/// The path and the query of a request to the API server, decoded.
struct KubernetesQuery {
    /// Between the slashes; `proxy` paths keep what follows as `rest`.
    let segments: [String]
    private let parameters: [(key: String, value: String)]
    /// Path and query as they came, for what is passed on.
    let original: String

    init(_ target: String) {
        original = target
        let (path, query) = Self.split(target, at: "?")
        segments = path.split(separator: "/").map { Self.decoded($0) }
        parameters = query.split(separator: "&").map { pair in
            let (key, value) = Self.split(String(pair), at: "=")
            return (Self.decoded(key[...]), Self.decoded(value[...]))
        }
    }

    subscript(name: String) -> String? { parameters.first { $0.key == name }?.value }

    /// Whether a flag is set, as Go reads one.
    func isSet(_ name: String) -> Bool { self[name].map { ["1", "true", "t", "True", "TRUE"].contains($0) } ?? false }

    /// What follows the first `count` segments in the path as it came, with the query.
    func rest(after count: Int) -> String {
        let (path, query) = Self.split(original, at: "?")
        var position = path.startIndex
        for _ in 0..<count {
            guard let slash = path[position...].firstIndex(of: "/") else { return "/" }
            position = path.index(after: slash)
        }
        guard let slash = path[position...].firstIndex(of: "/") else { return query.isEmpty ? "/" : "/?\(query)" }
        return String(path[slash...]) + (query.isEmpty ? "" : "?\(query)")
    }

    private static func split(_ text: String, at mark: Character) -> (String, String) {
        guard let index = text.firstIndex(of: mark) else { return (text, "") }
        return (String(text[..<index]), String(text[text.index(after: index)...]))
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                continue
            }
            bytes.append(value)
            rest.removeFirst(2)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
