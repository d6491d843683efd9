import Foundation
import Testing
import Wording

/// What the code puts into the user's language stands in the catalogue.
@Suite struct SourceTests {
    private static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources")

    @Test(arguments: ["Dashboard", "Diagnosis/Events", "Diagnosis/Incidents", "Reports", "OperatorConsole", "nines"])
    func `every text that is put into the user's language has a translation`(folder: String) throws {
        for file in try Self.files(in: folder) {
            let source = try String(contentsOf: file, encoding: .utf8)
            for literal in SourceLiterals(source).literals where literal.isWorded {
                #expect(
                    Catalogue.knows(literal.template),
                    "\(file.lastPathComponent): no translation of “\(literal.template)”"
                )
            }
        }
    }

    /// Whatever these targets say is said to people, but for what Patroni says and what machines read.
    @Test(arguments: ["Operations", "OperatorConsole"])
    func `every sentence of an operation has a translation`(folder: String) throws {
        for file in try Self.files(in: folder) where !Self.foreign.contains(file.lastPathComponent) {
            let source = try String(contentsOf: file, encoding: .utf8)
            for literal in SourceLiterals(source).literals where literal.isSentence || literal.isReturned {
                #expect(
                    Catalogue.knows(literal.template) || Self.spoken.contains(literal.template),
                    "\(file.lastPathComponent): no translation of “\(literal.template)”"
                )
            }
        }
    }

    /// Files whose sentences are Patroni's.
    private static let foreign: Set = ["RefusalText.swift", "RefusalSentence.swift", "RefusalText+Recognition.swift"]
    /// What agents and people say, and what the audit file says.
    private static let spoken: Set = [
        "status unknown", "postgres is still starting", "restart failed", "creating replica", "Message: ", "no answer",
        "an error page",
    ]

    private static func files(in folder: String) throws -> [URL] {
        let root = sources.appending(path: folder)
        let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL }
        return try #require(files).filter { $0.pathExtension == "swift" }
    }

    @Test func `the scanner of literals sees what matters`() {
        let source = #"""
            let a = language(x ? "one \(y.map { "two \($0)" }) three" : "four") + "five"
            let b: Phrase = z.map { "six \($0)" } ?? ""
            let c = "seven" // language("eight")
            let d: Phrase =
                "nine \(n)"
                + " ten"
            var e: Phrase { f { "eleven" } }
            var g: String { "a name of two" }
            """#
        let literals = SourceLiterals(source).literals
        #expect(literals.filter(\.isWorded).map(\.template) == ["one {} three", "four", "six {}", "", "nine {} ten"])
        #expect(literals.filter(\.isReturned).map(\.template) == ["eleven"])
        #expect(literals.filter(\.isSentence).map(\.template) == ["one {} three", "nine {} ten", "a name of two"])
    }
}

extension SourceLiterals.Literal {
    /// Whether it stands in what gives a phrase: `var label: Phrase { … }`, `func text() -> Phrase { … }`.
    var isReturned: Bool {
        [":Phrase{", ":Phrase?{", "->Phrase{", "->Phrase?{"].contains { head in
            guard let start = before.range(of: head, options: .backwards) else { return false }
            return before[start.upperBound...].reduce(into: (depth: 1, isOver: false)) { state, character in
                state.depth += character == "{" ? 1 : character == "}" ? -1 : 0
                if state.depth == 0 { state.isOver = true }
            }.isOver == false
        }
    }

    /// Whether it says something: two words of letters in a row.
    var isSentence: Bool {
        let words = template.split(separator: " ").filter { $0 != "{}" }.map { word in
            word.filter(\.isLetter).count > 1 && !word.contains { "/\"={}[]".contains($0) }
        }
        return zip(words, words.dropFirst()).contains { $0 && $1 }
    }

    /// Whether the code makes a phrase of it: within `language(…)`, or where a `Phrase` is begun.
    var isWorded: Bool {
        let before = before.suffix(400)
        if let call = before.range(of: "language(", options: .backwards) {
            let depth = before[call.upperBound...].reduce(1) { $0 + ($1 == "(" ? 1 : $1 == ")" ? -1 : 0) }
            if depth > 0 { return true }
        }
        guard let start = before.range(of: ":Phrase=", options: .backwards) else { return false }
        let lines = before[start.upperBound...].split(separator: "\n")
        return lines.dropFirst().allSatisfy { line in line.first.map { "?:+.".contains($0) } ?? true }
    }
}
