import ClusterModel

/// One operation as the audit file tells it, from all its records.
package struct AuditEntry: Equatable, Sendable {
    package var id: String
    /// Of its first record.
    package var at: Timestamp
    package var origin: AuditOrigin
    package var cluster: String
    /// As written; files of other versions may hold kinds that this one does not know.
    package var operation: String
    package var summary: String
    package var requests: [String] = []
    /// What the agents answered, one line a request: `200 Successfully switched over to "db2"`.
    package var answers: [String] = []
    package var phases: [OperationPhase] = []
    /// Whether a request left, as far as the file tells.
    package var wasSent = false
    /// `done`, `refused`, `still running`, `failed`, `interrupted`; nil where the program was killed before it could say.
    package var outcome: String?
    package var text: String?
    package var finishedAt: Timestamp?
}

/// An audit file's operations, the latest first.
package struct AuditFile: Equatable, Sendable {
    package private(set) var entries: [AuditEntry] = []
    /// Lines that could not be read; the file may have been cut off in the middle of one.
    package private(set) var unreadable = 0

    /// - Parameters:
    ///   - bytes: the file's content, or its end.
    ///   - limit: how many operations at most, the latest.
    package init(_ bytes: some Collection<UInt8>, limit: Int = 500) {
        var byID: [String: Int] = [:]
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            guard let json = JSONTextReader.document(line), let entry = AuditEntry(json) else {
                unreadable += 1
                continue
            }
            let index = byID[entry.id] ?? entries.count
            if index == entries.count {
                entries.append(entry)
                byID[entry.id] = index
            }
            entries[index].take(json)
        }
        entries = Array(entries.suffix(max(0, limit)).reversed())
    }

    /// The lines of the latest operations as they were written, the oldest first; what cannot be read is left out.
    package static func lines(_ bytes: some Collection<UInt8>, limit: Int) -> [String] {
        let kept = Set(AuditFile(bytes, limit: limit).entries.map(\.id))
        return bytes.split(separator: UInt8(ascii: "\n")).compactMap { line in
            guard let id = JSONTextReader.document(line)?.word("id"), kept.contains(id) else { return nil }
            return String(decoding: line, as: UTF8.self)
        }
    }
}

extension JSONTextReader {
    fileprivate static func document(_ bytes: some Collection<UInt8>) -> JSONText? {
        var reader = JSONTextReader(bytes)
        return reader.document()
    }
}

extension AuditEntry {
    /// The entry that a record begins; nil where it lacks what every record has.
    fileprivate init?(_ json: JSONText) {
        guard let id = json.word("id"), let at = json["at"]?.text.flatMap(Timestamp.init(iso8601:)),
            let operation = json.word("operation")
        else { return nil }
        self.init(
            id: id,
            at: at,
            origin: AuditOrigin(
                user: json.word("user") ?? "",
                host: json.word("host") ?? "",
                terminal: json.word("terminal")
            ),
            cluster: json.word("cluster") ?? "",
            operation: operation,
            summary: json.word("summary") ?? operation
        )
    }

    fileprivate mutating func take(_ json: JSONText) {
        switch json["event"]?.text {
        case "planned":
            guard case .array(let elements) = json["requests"] else { return }
            requests = elements.prefix(64).compactMap { $0.text?.printable(limit: 4_000) }
        case "sent": wasSent = true
        case "answered":
            let status = json["status"]?.wholeNumber.map { "\($0) " } ?? ""
            addAnswer(status + (json.word("text", limit: 2_000) ?? ""))
        case "unanswered": addAnswer(json.word("reason", limit: 500) ?? "no answer")
        case "finished":
            outcome = json.word("outcome")
            text = json.word("text", limit: 2_000)
            finishedAt = json["at"]?.text.flatMap(Timestamp.init(iso8601:))
            guard case .array(let elements) = json["phases"] else { return }
            phases = elements.prefix(64).compactMap { phase in
                phase.word("phase").map {
                    OperationPhase(text: $0, reachedAt: phase["at"]?.text.flatMap(Timestamp.init(iso8601:)))
                }
            }
        default: break
        }
    }

    private mutating func addAnswer(_ text: String) {
        guard answers.count < 64 else { return }
        answers.append(text.trimmed)
    }
}

extension JSONText {
    fileprivate func word(_ key: String, limit: Int = 256) -> String? { self[key]?.text?.printable(limit: limit) }
}
