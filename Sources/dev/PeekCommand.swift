import ArgumentParser
import Scenes
import TerminalUI
import Themes
import Foundation
struct PeekCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "peek")
    @Argument var names: [String] = []
    @Option var columns = 120
    @Option var rows = 28
    @Option var out: String?
    func run() throws {
        for scene in Scene.all where names.isEmpty || names.contains(scene.name) {
            print("== \(scene.name)")
            let p = scene.picture(Size(columns: columns, rows: rows))
            for row in p.plainRows() { print("|\(row)|") }
            if let out { for t in BuiltinThemes.all { try Data(p.svg(theme: t, title: scene.caption).utf8).write(to: URL(fileURLWithPath: "\(out)/\(scene.name)-\(t.name).svg")) } }
        }
    }
}
