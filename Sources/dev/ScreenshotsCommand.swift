import ArgumentParser
import Documentation
import Foundation
import Themes

/// `swift run dev screenshots`: draws every scene into `screenshots/`.
struct ScreenshotsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "screenshots", abstract: "Draw every scene as SVG.")

    func run() throws {
        let folder = URL(fileURLWithPath: "screenshots")
        for screenshot in Screenshot.all {
            guard let svg = screenshot.svg(themes: BuiltinThemes.all) else {
                throw ValidationError("\(screenshot.fileName): there is no theme called \(screenshot.themeName)")
            }
            try Data(svg.utf8).write(to: folder.appendingPathComponent(screenshot.fileName))
            print(screenshot.fileName)
        }
    }
}
