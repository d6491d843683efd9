import ClusterModel
import FoundationEssentials

/// A value of a document where it is what it should be, and nil where it is anything else.
///
/// The API server's documents are read into fixed types, since a list of pods is fifty times what agents answer and nine tenths of it are
/// not wanted; one field that is not as expected must not take the others with it.
struct Lenient<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) {
        value = try? Value(from: decoder)
    }
}

extension KeyedDecodingContainer {
    /// The field's value; nil when it is absent, null or something else.
    func lenient<Value: Decodable>(_ key: Key, _ type: Value.Type = Value.self) -> Value? {
        try? decodeIfPresent(type, forKey: key)
    }

    /// Text that is safe to show; nil when it is absent, empty or no text.
    func text(_ key: Key, limit: Int = 256) -> String? {
        guard let text = lenient(key, String.self), !text.isEmpty else { return nil }
        return text.printable(limit: limit)
    }

    /// A whole number between zero and what 32 bits hold.
    func count(_ key: Key) -> Int { min(max(lenient(key, Int.self) ?? 0, 0), Int(Int32.max)) }

    /// A moment as the API server writes it: `2026-11-22T15:06:30Z`.
    func moment(_ key: Key) -> Timestamp? { lenient(key, String.self).flatMap { Timestamp(iso8601: $0) } }

    /// The elements of a list that are what they should be, the first `limit` of them.
    func elements<Value: Decodable>(_ key: Key, limit: Int, _ type: Value.Type = Value.self) -> [Value] {
        (lenient(key, [Lenient<Value>].self) ?? []).prefix(limit).compactMap(\.value)
    }

    /// Labels or a selector.
    func labels(_ key: Key) -> [String: String] {
        let pairs = (lenient(key, [String: Lenient<String>].self) ?? [:])
            .compactMap { name, value in value.value.map { (name.printable(limit: 320), $0.printable(limit: 64)) } }
        guard pairs.count <= DecodingLimit.labels else {
            return Dictionary(pairs.sorted { $0.0 < $1.0 }.prefix(DecodingLimit.labels)) { first, _ in first }
        }
        return Dictionary(pairs) { first, _ in first }
    }
}
