import ClusterModel
import TerminalUI

/// Which columns the members' table has, and how wide they are kept.
extension Dashboard {
    /// Columns that need not be there.
    private static let optional: Set<String> = ["tags", "pending", "route", "trend", "pod", "node"]

    /// The columns wanted; those in which no row has had anything to say lately are left out unless they were asked for.
    func memberColumns(for rows: [MemberRow]) -> [Column<MemberRow>] {
        if let wanted = options.columns { return wanted.compactMap(MemberColumns.named).titled(in: language) }
        let isReplaced = picture.shownIncident != nil || banner != nil
        let held = heldWidths.widths
        return MemberColumns.overview.filter { column in
            guard Self.optional.contains(column.id) else { return true }
            guard !isReplaced || column.id != "trend" else { return false }
            return held[column.id] ?? 0 > 0 || rows.contains { !column.cell($0).isEmpty }
        }.titled(in: language)
    }

    /// Notes how wide the columns are that the present calls for.
    mutating func holdWidths() {
        let rows = live.snapshot.members.map { MemberRow($0, in: live, language) }
        guard !rows.isEmpty else { return }
        let columns = options.columns.map { $0.compactMap(MemberColumns.named) } ?? MemberColumns.overview
        let needed = columns.titled(in: language).map { column in
            let isIdle = Self.optional.contains(column.id) && rows.allSatisfy { column.cell($0).isEmpty }
            return (column.id, isIdle ? 0 : column.wantedWidth(for: rows))
        }
        heldWidths.note(Dictionary(needed) { first, _ in first }, at: live.now)
    }
}
