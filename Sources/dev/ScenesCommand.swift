import ArgumentParser
import Scenes
import TerminalUI

/// `swift run dev scenes`: prints scenes as text at any size, to look at a change before goldens are recorded.
struct ScenesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "scenes", abstract: "Print scenes as text.")

    @Argument(help: "Names of scenes; all of them when none is given.")
    var names: [String] = []

    @Option(help: "Width of the screen.")
    var columns = 120

    @Option(help: "Height of the screen.")
    var rows = 28

    func run() {
        for scene in Scene.all where names.isEmpty || names.contains(scene.name) {
            print("\(scene.name): \(scene.caption)")
            for row in scene.picture(Size(columns: columns, rows: rows)).plainRows() { print("|\(row)|") }
        }
    }
}
