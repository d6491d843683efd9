import Dashboard
import TerminalUI
import Testing

@Suite struct KeyTableTests {
    @Test(arguments: KeyBinding.Scope.allCases)
    func `no key means two things in one place`(scope: KeyBinding.Scope) {
        let keys = KeyTable.rows.filter { $0.scope.covers(scope) }.flatMap(\.keys)
        #expect(keys.count == Set(keys).count)
    }

    @Test(arguments: Command.allCases)
    func `every command has a key`(command: Command) {
        #expect(KeyTable.rows.contains { $0.command == command && !$0.keys.isEmpty })
    }

    @Test func `no capital letter but G watches: they are kept for operations`() {
        let capitals = KeyTable.rows.flatMap(\.keys).compactMap { key -> Character? in
            guard case .character(let character) = key, character.isUppercase else { return nil }
            return character
        }
        #expect(capitals == ["G"])
    }

    @Test func `every row says what it does`() {
        for row in KeyTable.rows { #expect(!row.help.isEmpty && !row.help.hasSuffix(".")) }
    }

    @Test func `column ids are unique and the member, role and state never go`() {
        let columns = MemberColumns.overview
        #expect(Set(columns.map(\.id)).count == columns.count)
        #expect(columns.filter { $0.dropPriority == 0 }.map(\.id) == ["member", "role", "state"])
    }
}
