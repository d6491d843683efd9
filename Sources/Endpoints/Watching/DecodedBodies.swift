import ClusterModel

/// What the last body of each agent was decoded to: an idle cluster says the same for many seconds.
///
/// Only what is made of a body is kept; when it came and how long it took is every answer's own.
struct DecodedBodies<Value: Equatable & Sendable>: Equatable, Sendable {
    private struct Entry: Equatable {
        var status: Int
        var body: [UInt8]
        var value: Value
    }

    private static var mostEntries: Int { 64 }
    private static var mostBytes: Int { 1 << 16 }
    private var entries: [WebAddress: Entry] = [:]

    /// - Parameter decode: a function of status and body alone.
    mutating func value(
        of reply: ReadReply,
        from address: WebAddress,
        _ decode: (ReadAnswer) -> Result<Value, ReadFailure>
    ) -> Result<Value, ReadFailure> {
        guard case .success(let answer) = reply.outcome else { return reply.outcome.flatMap(decode) }
        if let known = entries[address], known.status == answer.status, known.body == answer.body {
            return .success(known.value)
        }
        let result = decode(answer)
        entries[address] = nil
        if case .success(let value) = result, entries.count < Self.mostEntries, answer.body.count <= Self.mostBytes {
            entries[address] = Entry(status: answer.status, body: answer.body, value: value)
        }
        return result
    }

    mutating func forget(allBut kept: Set<WebAddress>) {
        guard entries.keys.contains(where: { !kept.contains($0) }) else { return }
        entries = entries.filter { kept.contains($0.key) }
    }
}
