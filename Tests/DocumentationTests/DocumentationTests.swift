import Documentation
import Foundation
import TestSupport
import Testing
import Themes

@Suite struct DocumentationTests {
    private func text(_ path: String) throws -> String {
        try String(contentsOf: PackageFolder.path(path), encoding: .utf8)
    }

    @Test func `README's tables are those of the code`() throws {
        let readme = try text("README.md")
        #expect(GeneratedSection.refreshed(readme) == readme, "run: swift run dev docs")
    }

    @Test(arguments: Screenshot.all.map(\.fileName))
    func `a screenshot shows what the program draws`(fileName: String) throws {
        let screenshot = try #require(Screenshot.all.first { $0.fileName == fileName })
        let drawn = try #require(screenshot.svg(themes: BuiltinThemes.all))
        let kept = try text("screenshots/\(fileName)")
        #expect(kept == drawn, "run: swift run dev screenshots")
    }

    @Test func `no other picture lies in screenshots`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: PackageFolder.path("screenshots").path)
        #expect(Set(files).subtracting(Screenshot.all.map(\.fileName)) == ["README.md"])
    }

    @Test func `every picture that README shows exists`() throws {
        let readme = try text("README.md")
        let names = readme.matches(of: /screenshots\/[A-Za-z0-9.-]+\.svg/).map { String($0.output) }
        #expect(!names.isEmpty)
        for name in names { #expect(FileManager.default.fileExists(atPath: PackageFolder.path(name).path), "\(name)") }
    }

    @Test func `the test command of README is what CI runs`() throws {
        let script = try text(".ci/run")
        #expect(try text("README.md").contains("bash Tests/run"))
        #expect(script.contains("bash Tests/run"))
    }

    @Test func `the map names every target`() throws {
        let map = try text("Sources/ARCHITECTURE.md")
        let folders = try FileManager.default.contentsOfDirectory(atPath: PackageFolder.path("Sources").path)
        for folder in folders where !folder.contains(".") { #expect(map.contains("`\(folder)`"), "\(folder)") }
    }
}
