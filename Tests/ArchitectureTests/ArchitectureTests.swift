import Foundation
import TestSupport
import Testing

@Suite struct ArchitectureTests {
    private func sources(of target: String) throws -> [(file: URL, lines: [String])] {
        let folder = PackageFolder.path("Sources/\(target)")
        let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let swift = (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
        return try swift.map { ($0, try String(contentsOf: $0, encoding: .utf8).components(separatedBy: "\n")) }
    }

    /// Lines without comments and without what stands in quotes.
    private func code(_ lines: [String]) -> [String] {
        lines.filter { !$0.trimmingCharacters(in: .whitespaces).hasPrefix("//") }.map { line in
            line.components(separatedBy: "\"").enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
                .joined()
        }
    }

    private func holds(_ word: String, _ line: String) -> Bool {
        line.range(
            of: "(?<![A-Za-z])\(NSRegularExpression.escapedPattern(for: word))(?![A-Za-z])",
            options: .regularExpression
        ) != nil
    }

    @Test func `every folder of Sources is declared`() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: PackageFolder.path("Sources").path)
            .filter { !$0.hasSuffix(".md") && !$0.hasPrefix(".") }
        #expect(Set(folders) == Set(TargetRules.all.map(\.name)).union(TargetRules.systemLibraries))
    }

    @Test(arguments: TargetRules.all.map(\.name))
    func `a target imports only what is declared`(name: String) throws {
        let rules = try #require(TargetRules.all.first { $0.name == name })
        for (file, lines) in try sources(of: name) {
            for line in lines {
                let words = line.split(separator: " ")
                guard let index = words.firstIndex(of: "import"), index <= 1, words.count > index + 1 else { continue }
                let module = words[index + 1].split(separator: ".").first.map(String.init) ?? ""
                #expect(rules.imports.contains(module), "\(file.lastPathComponent) imports \(module)")
            }
        }
    }

    @Test(arguments: TargetRules.all.filter(\.isPure).map(\.name))
    func `a pure target has no clock, task, file or print`(name: String) throws {
        for (file, lines) in try sources(of: name) {
            for line in code(lines) {
                for word in TargetRules.forbiddenInPure {
                    #expect(!holds(word, line), "\(file.lastPathComponent): \(word) in: \(line)")
                }
            }
        }
    }

    @Test(arguments: TargetRules.all.map(\.name))
    func `no target goes around the type system`(name: String) throws {
        for (file, lines) in try sources(of: name) {
            for line in code(lines) {
                for word in TargetRules.forbiddenEverywhere {
                    #expect(!holds(word, line), "\(file.lastPathComponent): \(word) in: \(line)")
                }
            }
        }
    }

    @Test(arguments: TargetRules.all.map(\.name))
    func `files are small`(name: String) throws {
        for (file, lines) in try sources(of: name) {
            #expect(
                lines.count <= 400,
                "\(file.lastPathComponent) has \(lines.count) lines: is it one type, one reason?"
            )
        }
    }

    @Test func `what watches cannot name a write`() throws {
        for name in ["Dashboard", "Endpoints", "Diagnosis"] {
            for (file, lines) in try sources(of: name) {
                for word in ["POST", "PATCH", "DELETE", "PUT"] {
                    #expect(!lines.joined().contains("\"\(word)\""), "\(file.lastPathComponent) names \(word)")
                }
            }
        }
    }

    @Test func `the top level shows only what was agreed`() throws {
        let visible = try FileManager.default.contentsOfDirectory(atPath: PackageFolder.root.path).filter {
            !$0.hasPrefix(".") && $0 != "Package.resolved"
        }
        #expect(Set(visible).isSubset(of: ["Package.swift", "Sources", "Tests", "themes", "screenshots", "README.md"]))
    }
}
