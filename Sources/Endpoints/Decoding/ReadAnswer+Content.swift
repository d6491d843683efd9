import ClusterModel

extension ReadAnswer {
    /// The body, once the status says that it holds what was asked for.
    ///
    /// - Parameter accepted: statuses besides 200 whose body is the datum all the same.
    package func content(accepting accepted: Set<Int> = []) throws(ReadFailure) -> [UInt8] {
        guard status != 401, status != 403 else { throw .accessDenied(status: status) }
        guard status == 200 || accepted.contains(status) else { throw .httpStatus(status) }
        guard !looksLikeHTML else {
            throw status == 200 ? .html(title: htmlTitle) : .httpStatus(status)
        }
        return body
    }

    /// What `read` makes of the body's JSON, or why there is none.
    ///
    /// A status other than 200 says more than a body that cannot be read, so it is the failure then.
    package func decoded<Value>(
        accepting accepted: Set<Int> = [],
        _ read: (JSONValue) throws(DecodingFailure) -> Value
    ) -> Result<Value, ReadFailure> {
        let bytes: [UInt8]
        do throws(ReadFailure) {
            bytes = try content(accepting: accepted)
        } catch {
            return .failure(error)
        }
        do throws(DecodingFailure) {
            return .success(try read(try JSONValue(parsing: bytes)))
        } catch {
            return .failure(status == 200 ? .undecodable(reason: error.description) : .httpStatus(status))
        }
    }

    private var looksLikeHTML: Bool {
        body.first { !$0.isWhitespace } == UInt8(ascii: "<")
    }

    /// The page's title, bounded and printable; nil when there is none near the beginning.
    private var htmlTitle: String? {
        let beginning = String(decoding: body.prefix(4096), as: UTF8.self)
        let lowercased = beginning.lowercased()
        guard beginning.unicodeScalars.count == lowercased.unicodeScalars.count else { return nil }
        let scalars = Array(lowercased.unicodeScalars)
        guard let opening = scalars.firstIndex(of: "<title"),
            let start = scalars[opening...].firstIndex(of: ">" as Unicode.Scalar)
        else { return nil }
        let end = scalars[start...].firstIndex(of: "<" as Unicode.Scalar) ?? scalars.endIndex
        var title = String.UnicodeScalarView()
        title.append(contentsOf: Array(beginning.unicodeScalars)[(start + 1)..<max(start + 1, end)])
        let words = String(title).split { $0.isWhitespace || $0.isNewline }.joined(separator: " ")
        return words.isEmpty ? nil : words.printable(limit: DecodingLimit.titleLength)
    }
}

extension Array where Element == Unicode.Scalar {
    fileprivate func firstIndex(of word: String) -> Int? {
        let word = Array(word.unicodeScalars)
        return indices.first { self[$0...].starts(with: word) }
    }
}

extension UInt8 {
    fileprivate var isWhitespace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
