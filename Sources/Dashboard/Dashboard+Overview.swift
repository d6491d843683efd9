import ClusterModel
import Diagnosis
import TerminalUI
import Wording

extension Dashboard {
    /// How the overview's height is shared; each part may be empty, the members never are.
    ///
    ///     bar
    ///     members      all of them, as long as a third of the body is left
    ///     ── incident  its phases, while one is open and a minute after, or what a program around this one says
    ///     ── routing   what it needs, but never the place of the findings
    ///     ── findings  what it needs; at least half of what is left is theirs
    ///     ── events    the rest
    ///     keys
    func drawOverview(in rect: Rect, on buffer: inout CellBuffer) {
        var body = rect
        let members = siftedMembers
        drawMembers(members, in: body.takeTop(memberRows(members.shown.count, of: rect.rows)), on: &buffer)
        let now = picture.now
        if members.hidden > 0, !members.shown.isEmpty {
            let line = StyledText(" ") + StyledText(language("\(members.hidden) hidden by the filter"), .muted)
            buffer.write(line, column: 0, row: body.takeTop(1).row, surface: .screen)
        }
        drawIncident(in: &body, on: &buffer)
        let findings = findingLines(columns: rect.columns)
        let sifted = sift(RoutingLines.present(picture.snapshot, now: now, columns: rect.columns, in: language))
        let routing = linesOrHidden(sifted)
        let forFindings = min(findings.count, max(1, body.rows / 2 - 1))
        let forRouting = min(routing.count, max(0, body.rows - (findings.isEmpty ? 0 : forFindings + 1) - 1))
        let routingTitle = sectionTitle("routing", sifted.shown.count, hidden: sifted.hidden)
        drawSection(routingTitle, routing, rows: forRouting, in: &body, on: &buffer)
        drawSection(findingsTitle, findings, rows: min(findings.count, body.rows - 1), in: &body, on: &buffer)
        drawEvents(in: &body, on: &buffer)
    }

    /// That nothing was found is said, so that an empty place is never taken for a missing answer.
    private func findingLines(columns: Int) -> [StyledText] {
        guard picture.findings.isEmpty, picture.snapshot.listing.value != nil else {
            guard shownFindings.isEmpty, !picture.findings.isEmpty else {
                return FindingLines.present(shownFindings, now: picture.now, columns: columns, in: language)
            }
            return hiddenLines(picture.findings.count)
        }
        return [StyledText("● ", .good) + StyledText(language("nothing is wrong"), .muted)]
    }

    /// Those that the filter lets through; no filter hides what is critical.
    private var shownFindings: [Finding] {
        picture.findings.filter { $0.severity == .critical || matchesFilter($0.phrase) }
    }

    private var findingsTitle: String {
        let shown = shownFindings.count
        return sectionTitle("findings", shown, hidden: picture.findings.count - shown)
    }

    private func drawEvents(in body: inout Rect, on buffer: inout CellBuffer) {
        let rows = max(0, body.rows - 1)
        let sifted = sift(Array(picture.events.all)) { matchesFilter($0.phrase) }
        let title = sectionTitle("events", sifted.shown.count, hidden: sifted.hidden)
        var lines = hiddenLines(sifted.hidden)
        if !sifted.shown.isEmpty {
            let offset = options.utcOffsetSeconds
            lines = EventLines.present(sifted.shown.suffix(rows), utcOffsetSeconds: offset, in: language)
        } else if picture.events.all.isEmpty {
            let start = CivilTime(startedAt, offsetSeconds: options.utcOffsetSeconds).clock
            lines = [StyledText(language("nothing has changed since \(start)"), .muted)]
        }
        drawSection(title, lines, rows: rows, in: &body, on: &buffer)
    }

    private func memberRows(_ members: Int, of rows: Int) -> Int {
        min(max(2, members + 1), max(2, rows * 2 / 3))
    }

    private func drawMembers(_ sifted: Sifted<Member>, in rect: Rect, on buffer: inout CellBuffer) {
        let rows = sifted.shown.map { MemberRow($0, in: picture, language) }
        var place = rect
        let gutter = place.takeLeft(1)
        guard !rows.isEmpty else {
            let nobody: Phrase = "no member matches the filter, \(sifted.hidden) hidden"
            let text = language(sifted.hidden == 0 ? noMembersText : nobody)
            buffer.write(
                text,
                column: place.column,
                row: place.row + 1,
                style: Style(role: .muted),
                limit: place.columns
            )
            return
        }
        let selected = selectedMember.flatMap { name in sifted.shown.firstIndex { $0.name == name } } ?? 0
        let visible = max(1, place.rows - 1)
        let first = max(0, min(selected - visible + 1, rows.count - visible))
        Table(columns: memberColumns(for: rows), held: heldWidths.widths).draw(
            rows: rows,
            selected: selected,
            firstVisible: first,
            in: place,
            on: &buffer
        )
        drawNote(more: rows.count - visible, in: rect, on: &buffer)
        let mark = gutter.row + 1 + selected - first
        buffer.write("▸", column: 0, row: mark, style: Style(role: .accent, surface: .selection))
    }

    /// At the right of a table's head: how many rows there is no place for.
    func drawNote(more: Int, in rect: Rect, on buffer: inout CellBuffer) {
        guard more > 0 else { return }
        let note = language(" \(more) more ")
        buffer.write(note, column: rect.columns - note.columns, row: rect.row, style: Style(role: .muted))
    }

    private var noMembersText: Phrase {
        let agents = picture.snapshot.unnamedAgents
        guard let failing = agents.first(where: { $0.report.failure != nil }), let failure = failing.report.failure
        else {
            let store = picture.snapshot.store == nil ? [] : ["etcd"]
            return "asking \((agents.map(\.address.label) + store).phrase) …"
        }
        return "\(failing.address.label): \(failure.reason)"
    }

    func drawSection(
        _ title: String,
        _ lines: [StyledText],
        rows: Int,
        in body: inout Rect,
        on buffer: inout CellBuffer
    ) {
        guard rows > 0, body.rows > 1, !lines.isEmpty else { return }
        let header = body.takeTop(1)
        let hidden = lines.count > rows ? language(" (\(lines.count - rows) more)") : ""
        buffer.write(
            SectionTitle.text(title + hidden, columns: header.columns),
            column: 0,
            row: header.row,
            surface: .screen
        )
        for line in lines.prefix(rows) {
            let place = body.takeTop(1)
            buffer.write(line.clipped(to: place.columns), column: 0, row: place.row, surface: .screen)
        }
    }
}
