/// A `SelfSubjectAccessReview` as kubectl sends it since 1.31: in Kubernetes' protobuf envelope
/// (`k8s.io/apimachinery/pkg/runtime/generated.proto`, `k8s.io/api/authorization/v1/generated.proto`).
enum ProtobufReview {
    private static let mark: [UInt8] = Array("k8s".utf8) + [0]
    private static let names = ["namespace", "verb", "group", "version", "resource", "subresource", "name"]

    /// The review's `spec`; nil for anything else.
    static func spec(_ body: [UInt8]) -> JSON? {
        guard body.starts(with: mark) else { return nil }
        let envelope = fields(body.dropFirst(mark.count))
        // Unknown.raw, SelfSubjectAccessReview.spec, SelfSubjectAccessReviewSpec.resourceAttributes
        guard let review = envelope[2], let spec = fields(review)[2], let attributes = fields(spec)[1] else {
            return nil
        }
        let texts = fields(attributes)
        let rows = names.enumerated().compactMap { index, name -> JSON.Field? in
            guard let bytes = texts[index + 1], !bytes.isEmpty else { return nil }
            return JSON.Field(name, .string(String(decoding: bytes, as: UTF8.self)))
        }
        return .fields(["resourceAttributes": .object(rows)])
    }

    /// The fields of a message that hold bytes, by their numbers; what follows something malformed is left out.
    private static func fields(_ message: ArraySlice<UInt8>) -> [Int: ArraySlice<UInt8>] {
        var rest = message
        var fields: [Int: ArraySlice<UInt8>] = [:]
        while let key = number(&rest) {
            switch key & 7 {
            case 0: _ = number(&rest)
            case 2:
                guard let length = number(&rest), length <= rest.count else { return fields }
                fields[key >> 3] = rest.prefix(length)
                rest = rest.dropFirst(length)
            default: return fields
            }
        }
        return fields
    }

    /// A number of at most 28 bits.
    private static func number(_ rest: inout ArraySlice<UInt8>) -> Int? {
        var value = 0
        for shift in stride(from: 0, to: 28, by: 7) {
            guard let byte = rest.popFirst() else { return nil }
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { return value }
        }
        return nil
    }
}
