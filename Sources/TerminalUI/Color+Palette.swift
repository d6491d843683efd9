extension Color {
    /// The sixteen ANSI colours as xterm shows them; users may have set others.
    package static let ansi: [Color] = [
        .rgb(0, 0, 0), .rgb(205, 0, 0), .rgb(0, 205, 0), .rgb(205, 205, 0),
        .rgb(0, 0, 238), .rgb(205, 0, 205), .rgb(0, 205, 205), .rgb(229, 229, 229),
        .rgb(127, 127, 127), .rgb(255, 0, 0), .rgb(0, 255, 0), .rgb(255, 255, 0),
        .rgb(92, 92, 255), .rgb(255, 0, 255), .rgb(0, 255, 255), .rgb(255, 255, 255),
    ]

    /// The names of `ansi` in themes, in the same order.
    package static let ansiNames = [
        "black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
        "bright-black", "bright-red", "bright-green", "bright-yellow",
        "bright-blue", "bright-magenta", "bright-cyan", "bright-white",
    ]

    /// The index among the eight ANSI colours that has the same hue; nothing for the terminal's own.
    package var nearest8: Int? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        let parts = [red, green, blue].map(Int.init)
        let (least, most) = (parts.min() ?? 0, parts.max() ?? 0)
        // Grey, or too dark to have a hue: black or white.
        guard most >= 64, (most - least) * 100 >= most * 22 else { return most < 120 ? 0 : 7 }
        // A part counts when it is nearer to the strongest than to the weakest.
        let middle = (most + least) / 2
        return (parts[0] > middle ? 1 : 0) + (parts[1] > middle ? 2 : 0) + (parts[2] > middle ? 4 : 0)
    }

    /// The index among the sixteen ANSI colours that has the same hue and is as bright; nothing for the terminal's own.
    package var nearest16: Int? {
        guard let hue = nearest8, case .rgb(let red, let green, let blue) = self else { return nil }
        if let exact = Color.ansi.firstIndex(of: self) { return exact }
        let most = Int(max(red, green, blue))
        switch hue {
        case 0: return most < 64 ? 0 : 8
        case 7: return most < 180 ? 8 : (most < 243 ? 7 : 15)
        default: return most < 230 ? hue : hue + 8
        }
    }

    /// The index among xterm's 256 colours that is nearest, of which only the fixed 240 are considered.
    package var nearest256: Int? {
        guard case .rgb(let red, let green, let blue) = self else { return nil }
        let levels = [0, 95, 135, 175, 215, 255]
        func nearestLevel(_ part: UInt8) -> Int {
            let value = Int(part)
            return levels.indices.min { abs(levels[$0] - value) < abs(levels[$1] - value) } ?? 0
        }
        let cube = [red, green, blue].map(nearestLevel)
        let grey = min(max((Int(red) + Int(green) + Int(blue)) / 3 - 3, 0) / 10, 23)
        func distance(_ other: [Int]) -> Int {
            zip([Int(red), Int(green), Int(blue)], other).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        let greyLevel = 8 + 10 * grey
        if distance([greyLevel, greyLevel, greyLevel]) < distance(cube.map { levels[$0] }) { return 232 + grey }
        return 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
    }

    /// The index to use on a terminal of that depth; nothing for the terminal's own and where indices do not apply.
    package func index(at depth: ColorDepth) -> Int? {
        switch depth {
        case .monochrome, .direct: nil
        case .ansi8: nearest8
        case .ansi16: nearest16
        case .indexed256: nearest256
        }
    }
}
