import ClusterModel

/// Reads `/history`: rows of three, four or five values, by version (patroni `docs/rest_api.rst`).
package enum HistoryDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<[HistoryEntry], ReadFailure> {
        answer.decoded(entries(from:))
    }

    private static func entries(from document: JSONValue) throws(DecodingFailure) -> [HistoryEntry] {
        guard let rows = document.elements else {
            throw DecodingFailure(path: "", problem: "\(document.kind) instead of a list")
        }
        var entries: [HistoryEntry] = []
        for (index, row) in rows.enumerated().suffix(DecodingLimit.historyEntries) {
            entries.append(try entry(from: row, at: "[\(index)]"))
        }
        return entries
    }

    private static func entry(from row: JSONValue, at path: String) throws(DecodingFailure) -> HistoryEntry {
        guard let values = row.elements else {
            throw DecodingFailure(path: path, problem: "\(row.kind) instead of a list")
        }
        guard values.count >= 2, let timeline = values[0].integer, let lsn = values[1].logSequenceNumber else {
            throw DecodingFailure(path: path, problem: "no timeline and position")
        }
        func text(_ index: Int) -> String? { index < values.count ? values[index].text() : nil }
        return HistoryEntry(
            timeline: timeline,
            lsn: lsn,
            reason: text(2) ?? "",
            timestamp: text(3),
            newLeader: text(4).map { MemberName($0) }
        )
    }
}
