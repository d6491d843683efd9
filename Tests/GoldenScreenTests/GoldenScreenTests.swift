import Foundation
import Scenes
import TerminalUI
import TestSupport
import Testing

@Suite struct GoldenScreenTests {
    /// The narrowest that works, an old terminal, an everyday one and a wall.
    static let sizes = [Size(columns: 50, rows: 12), Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)]
    static let folder = PackageFolder.path("Tests/GoldenScreenTests/Goldens")

    @Test(arguments: Scene.all.map(\.name), sizes)
    func `a scene looks as it did`(name: String, size: Size) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        let picture = scene.picture(size)
        try Golden.expect(picture, matches: "\(name)-\(size.columns)x\(size.rows)", in: Self.folder)
    }

    @Test(arguments: [Size(columns: 40, rows: 10), Size(columns: 300, rows: 100), Size(columns: 41, rows: 300)])
    func `the overview fits any screen it claims to`(size: Size) throws {
        let rows = try #require(Scene.all.first).picture(size).plainRows()
        for member in ["db1", "db2", "db3"] { #expect(rows.contains { $0.contains(member) }, "\(member) at \(size)") }
        #expect(rows.contains { $0.contains("WRITES OK") })
    }

    @Test func `a smaller screen says how large it must be`() throws {
        let rows = try #require(Scene.all.first).picture(Size(columns: 39, rows: 9)).plainRows()
        #expect(rows.contains { $0.contains("need 40×10") })
    }

    @Test func `no scene is without a golden of its own`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".txt")
        }
        let expected = Scene.all.flatMap { scene in Self.sizes.map { "\(scene.name)-\($0.columns)x\($0.rows).txt" } }
        #expect(Set(files) == Set(expected))
    }
}
