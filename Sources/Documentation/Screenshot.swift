import Scenes
import TerminalUI

/// A picture in `screenshots/`: a scene at a size in a theme.
package struct Screenshot: Sendable {
    package let fileName: String
    package let scene: Scene
    package let size: Size
    package let themeName: String

    /// One picture for every scene in the dark theme, and the overview in the light one.
    package static let all: [Screenshot] = {
        let size = Size(columns: 120, rows: 28)
        let dark = Scene.all.enumerated().map { index, scene in
            let number = index + 1
            return Screenshot(
                fileName: "\(number < 10 ? "0" : "")\(number)-\(scene.name).svg",
                scene: scene,
                size: size,
                themeName: "dark"
            )
        }
        let light = Scene.all.prefix(1).map {
            Screenshot(fileName: "\($0.name)-light.svg", scene: $0, size: size, themeName: "light")
        }
        return dark + light
    }()

    /// The picture as SVG.
    package func svg(themes: [Theme]) -> String? {
        guard let theme = themes.first(where: { $0.name == themeName }) else { return nil }
        return scene.picture(size).svg(theme: theme, title: scene.caption)
    }
}
