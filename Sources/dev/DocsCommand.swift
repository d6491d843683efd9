import ArgumentParser
import Documentation
import Foundation

/// `swift run dev docs`: writes the tables of README from the rows that the program itself uses.
struct DocsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "docs",
        abstract: "Write README's tables from the code."
    )

    func run() throws {
        let file = URL(fileURLWithPath: "README.md")
        let before = try String(contentsOf: file, encoding: .utf8)
        guard let after = GeneratedSection.refreshed(before) else {
            let markers = GeneratedSection.allCases.map(\.beginMarker).joined(separator: "\n  ")
            throw ValidationError("README.md lacks one of these markers, each on a line of its own:\n  \(markers)")
        }
        guard after != before else { return print("README.md is up to date") }
        try Data(after.utf8).write(to: file)
        print("README.md written")
    }
}
