import ClusterModel
import Dashboard
import Operations
import TerminalUI
import Wording

/// The dynamic configuration with what changed since the start, and a cursor to edit its keys.
///
/// Edits are collected until they are sent, all in one request, or the screen is left.
struct ConfigurationScreen: Sendable {
    /// What is typed into at the moment.
    enum Editing: Hashable, Sendable {
        case value(of: String, TextField)
        /// A key that is not there yet: its path, then its value.
        case path(TextField)
    }

    /// One line: a key with its value now and at the start.
    struct Row: Hashable, Sendable {
        var path: String
        var value: String?
        var valueAtStart: String?
        /// What was edited here and is not sent.
        var edit: ConfigurationChange?

        var hasChanged: Bool { value != valueAtStart }
    }

    private(set) var rows: [Row] = []
    private(set) var cursor = 0
    private(set) var editing: Editing?
    private var editsByPath: [String: ConfigurationChange] = [:]
    private var present: DynamicConfiguration?

    /// What a key leads to.
    enum Action: Hashable, Sendable {
        case none
        /// The key means nothing here that it does not mean everywhere.
        case other
        case close
        case change([ConfigurationChange])
        /// What was typed for this key stands there already.
        case unchanged(path: String)
    }

    /// What was edited so far, by path.
    var edits: [ConfigurationChange] { editsByPath.values.sorted { $0.path < $1.path } }

    /// `1 edit`, `3 edits`.
    var editsText: Phrase { editsByPath.count == 1 ? "1 edit" : "\(editsByPath.count) edits" }

    init(start: DynamicConfiguration?, now: DynamicConfiguration?) {
        update(start: start, now: now)
    }

    /// Takes over what is in force; the cursor stays with its key.
    mutating func update(start: DynamicConfiguration?, now: DynamicConfiguration?) {
        let path = rows.indices.contains(cursor) ? rows[cursor].path : nil
        let before = Dictionary((start?.settings ?? []).map { ($0.path, $0.value) }) { first, _ in first }
        let after = Dictionary((now?.settings ?? []).map { ($0.path, $0.value) }) { first, _ in first }
        present = now
        editsByPath = editsByPath.filter { !isHeld($0.value) }
        rows = Set(before.keys).union(after.keys).union(editsByPath.keys).sorted().map {
            Row(path: $0, value: after[$0], valueAtStart: before[$0], edit: editsByPath[$0])
        }
        if let path { follow(path) }
        cursor = min(cursor, max(0, rows.count - 1))
    }

    private mutating func follow(_ path: String) {
        if let index = rows.firstIndex(where: { $0.path == path }) { cursor = index }
    }

    private func isHeld(_ change: ConfigurationChange) -> Bool { present.map(change.isHeld) ?? false }

    /// Keeps an edit; one that changes nothing takes back what was there.
    private mutating func collect(_ change: ConfigurationChange) {
        follow(change.path)
        guard !isHeld(change) else { return takeBack(change.path) }
        editsByPath[change.path] = change
        if let index = rows.firstIndex(where: { $0.path == change.path }) {
            rows[index].edit = change
        } else {
            rows.append(Row(path: change.path, value: nil, valueAtStart: nil, edit: change))
            rows.sort { $0.path < $1.path }
        }
        follow(change.path)
    }

    private mutating func takeBack(_ path: String) {
        guard let index = rows.firstIndex(where: { $0.path == path }), rows[index].edit != nil else { return }
        editsByPath[path] = nil
        rows[index].edit = nil
        // A key that only the edit made is gone with it.
        if rows[index].value == nil, rows[index].valueAtStart == nil { rows.remove(at: index) }
        cursor = min(cursor, max(0, rows.count - 1))
    }

    func value(of path: String) -> String? { rows.first { $0.path == path }?.value }

    mutating func press(_ key: Key, page: Int) -> Action {
        if editing != nil { return edit(with: key) }
        switch key {
        case .escape, .backspace, .left, .control("c"), .character("q"), .character("C"): return .close
        case .up, .character("k"): move(by: -1)
        case .down, .character("j"): move(by: 1)
        case .pageUp: move(by: -page)
        case .pageDown: move(by: page)
        case .home, .character("g"): move(by: -rows.count)
        case .end, .character("G"): move(by: rows.count)
        case .enter, .right:
            guard rows.indices.contains(cursor) else { return .none }
            editing = .value(of: rows[cursor].path, TextField(rows[cursor].text))
        case .character("A"): editing = .path(TextField())
        case .character("D"):
            guard rows.indices.contains(cursor), rows[cursor].value != nil else { return .none }
            collect(ConfigurationChange(path: rows[cursor].path, value: nil))
            return asked
        case .character("U"): if rows.indices.contains(cursor) { takeBack(rows[cursor].path) }
        case .character("S"): return asked
        case .character, .control, .tab, .backTab, .delete, .function, .unknown: return .other
        }
        return .none
    }

    /// What is to be sent, where there is anything.
    private var asked: Action { edits.isEmpty ? .none : .change(edits) }

    private mutating func move(by steps: Int) {
        cursor = min(max(0, cursor + steps), max(0, rows.count - 1))
    }

    /// What is JSON stays as it is; everything else is a text.
    private static func json(_ typed: String) -> String { (JSONText(typed) ?? .string(typed)).json }

    private mutating func edit(with key: Key) -> Action {
        if key == .escape || key == .control("c") {
            editing = nil
            return .none
        }
        switch editing {
        case .value(let path, var field):
            guard key == .enter || key == .tab else {
                _ = field.press(key)
                editing = .value(of: path, field)
                return .none
            }
            editing = nil
            guard !field.isEmpty else { return .none }
            let change = ConfigurationChange(path: path, value: Self.json(field.text))
            collect(change)
            if key == .enter, !edits.isEmpty { return asked }
            return isHeld(change) ? .unchanged(path: path) : .none
        case .path(var field):
            guard key == .enter else {
                _ = field.press(key)
                editing = .path(field)
                return .none
            }
            editing = field.isEmpty ? nil : .value(of: field.text, TextField())
        case nil: break
        }
        return .none
    }
}

extension ConfigurationScreen.Row {
    /// What an edit of it begins with; a secret is not shown, and so not edited further either.
    fileprivate var text: String {
        guard let edit else { return value ?? "" }
        return edit.valueWithoutSecrets == edit.value ? edit.value ?? "" : ""
    }
}
