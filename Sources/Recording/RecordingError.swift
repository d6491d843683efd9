/// Why a file is no recording, or where it stops being one: names the file and the line.
package struct RecordingError: Error, Equatable, Sendable, CustomStringConvertible {
    /// What is wrong with a line.
    package enum Problem: Error, Equatable, Sendable {
        /// No line at all.
        case empty
        case notJSON
        /// The first line names another format, or another version of this one.
        case schema(String)
        case missing(String)
        case address(String)
        case base64
        case lineTooLong(limitBytes: Int)
    }

    package let file: String
    /// Counted from 1.
    package let line: Int
    package let problem: Problem

    package var description: String {
        let text =
            switch problem {
            case .empty: "the file is empty; a recording begins with a line that names its schema"
            case .notJSON where line == 1: "this is no recording: its first line is no JSON with a schema"
            case .notJSON: "the line is no JSON object as a recording has them"
            case .schema(let found): "the schema is “\(found)”; this version reads \(RecordingHeader.schema)"
            case .missing(let what): "\(what) is missing"
            case .address(let reason): reason
            case .base64: "the body is no base64"
            case .lineTooLong(let limit): "the line is longer than \(limit / 1_048_576) MiB"
            }
        return "\(file):\(line): \(text)"
    }
}
