/// Reads HTTP/1.x requests out of a connection's bytes, no further than a simulator needs.
enum RequestParser {
    static let headLimit = 64 << 10
    static let bodyLimit = 1 << 20

    /// What the bytes received so far amount to.
    enum Outcome: Equatable {
        case incomplete
        case malformed
        case complete(Request)
    }

    /// A request and how many bytes it took.
    struct Request: Equatable {
        var method: String
        var path: String
        var body: [UInt8]?
        var length: Int
        var wantsClose: Bool
        /// By their names in lower case.
        var headers: [String: String] = [:]
    }

    static func parse(_ bytes: [UInt8]) -> Outcome {
        guard let end = headEnd(bytes) else { return bytes.count > headLimit ? .malformed : .incomplete }
        guard end.head <= headLimit else { return .malformed }
        let head = String(decoding: bytes[..<end.head], as: UTF8.self)
        var lines = head.split(whereSeparator: \.isNewline)[...]
        guard let first = lines.popFirst() else { return .malformed }
        let words = first.split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/1."), words[0].allSatisfy({ $0.isASCII && $0.isUppercase }),
            words[1].hasPrefix("/") || words[1] == "*"
        else { return .malformed }
        var request = Request(
            method: String(words[0]),
            path: String(words[1]),
            length: end.body,
            wantsClose: words[2] == "HTTP/1.0"
        )
        for line in lines {
            guard let colon = line.firstIndex(of: ":") else { return .malformed }
            let name = line[..<colon].lowercased()
            let value = line[line.index(after: colon)...].trimmingSpaces
            if name == "connection", value.lowercased() == "close" { request.wantsClose = true }
            request.headers[name] = String(value)
            guard name == "content-length" else { continue }
            guard let length = Int(value), (0...bodyLimit).contains(length) else { return .malformed }
            guard bytes.count - end.body >= length else { return .incomplete }
            request.body = Array(bytes[end.body..<end.body + length])
            request.length = end.body + length
        }
        return .complete(request)
    }

    /// Where the head ends and the body begins.
    private static func headEnd(_ bytes: [UInt8]) -> (head: Int, body: Int)? {
        var index = 0
        let limit = min(bytes.count, headLimit + 4)
        while index < limit {
            guard bytes[index] == 0x0A else {
                index += 1
                continue
            }
            if index + 1 < bytes.count, bytes[index + 1] == 0x0A { return (index, index + 2) }
            if index + 2 < bytes.count, bytes[index + 1] == 0x0D, bytes[index + 2] == 0x0A { return (index, index + 3) }
            index += 1
        }
        return nil
    }
}

extension Substring {
    fileprivate var trimmingSpaces: Substring {
        var trimmed = drop { $0 == " " || $0 == "\t" }
        while let last = trimmed.last, last == " " || last == "\t" || last == "\r" { trimmed.removeLast() }
        return trimmed
    }
}
