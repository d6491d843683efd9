import Foundation
import TerminalUI
import Testing
import Themes

extension Theme: CustomTestStringConvertible {
    package var testDescription: String { name }
}

@Suite struct ThemeFilesTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "themes")

    /// Roles whose marks are no text that must be read.
    private static let unread: Set<StyleRole> = [.separator]

    @Test func `every file of the folder is built in`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".yaml") }
        #expect(
            Set(files) == Set(BuiltinThemes.sources.map(\.file)),
            "give each file of themes/ its line in BuiltinThemes.sources"
        )
    }

    @Test(arguments: BuiltinThemes.sources)
    func `every built-in file decodes and is called as its file`(source: ThemeSource) throws {
        let theme = try ThemeDecoder().decode(source)
        #expect(theme.name == source.name)
        #expect(!theme.summary.isEmpty)
        #expect(BuiltinThemes.named(source.name) == theme)
    }

    @Test(arguments: BuiltinThemes.all)
    func `every role and surface has its line`(theme: Theme) {
        #expect(Set(theme.looks.keys) == Set(StyleRole.allCases), "add the missing role to \(theme.name).yaml")
        #expect(Set(theme.surfaces.keys) == Set(Surface.allCases), "add the missing surface to \(theme.name).yaml")
    }

    @Test(arguments: BuiltinThemes.all, [ColorDepth.direct, .indexed256])
    func `text can be read on every surface`(theme: Theme, depth: ColorDepth) throws {
        for role in StyleRole.allCases where !Self.unread.contains(role) {
            for surface in Surface.allCases {
                let attributes = theme.attributes(for: Style(role: role, surface: surface), depth: depth)
                let ink = shown(attributes.foreground, depth) ?? theme.standardForeground
                let paper = shown(attributes.background, depth) ?? theme.standardBackground
                let contrast = try #require(ink.contrast(to: paper))
                #expect(contrast >= 4.5, "\(theme.name): \(role) on \(surface) has \(contrast)")
            }
        }
    }

    @Test(arguments: BuiltinThemes.all)
    func `dimmed text recedes and can still be made out`(theme: Theme) throws {
        for surface in Surface.allCases {
            let plain = theme.attributes(for: Style(role: .text, surface: surface), depth: .direct)
            let dimmed = theme.attributes(for: Style(role: .text, surface: surface, isDimmed: true), depth: .direct)
            let paper = plain.background == .standard ? theme.standardBackground : plain.background
            let before = try #require(theme.standardForeground.contrast(to: paper))
            let after = try #require(dimmed.foreground.contrast(to: paper))
            #expect(after < before)
            #expect(after >= 2.5)
        }
    }

    @Test(arguments: BuiltinThemes.all, ColorDepth.allCases)
    func `severities stay apart at every depth and on every surface`(theme: Theme, depth: ColorDepth) {
        for surface in Surface.allCases {
            let roles: [StyleRole] = [.text, .warning, .critical]
            let looks = roles.map {
                look(theme.attributes(for: Style(role: $0, surface: surface), depth: depth), depth)
            }
            #expect(Set(looks).count == 3, "\(theme.name) at \(depth) on \(surface)")
            let severities: [StyleRole] = [.good, .warning, .critical]
            let colored = severities.map {
                look(theme.attributes(for: Style(role: $0, surface: surface), depth: depth), depth)
            }
            #expect(Set(colored).count == 3, "\(theme.name) at \(depth) on \(surface)")
        }
    }

    @Test(arguments: BuiltinThemes.all, ColorDepth.allCases)
    func `the selected row can be seen at every depth`(theme: Theme, depth: ColorDepth) {
        let row = look(theme.attributes(for: Style(), depth: depth), depth)
        let selected = look(theme.attributes(for: Style(role: .text, surface: .selection), depth: depth), depth)
        #expect(row != selected)
    }

    /// The attributes with their colours as a terminal of that depth tells them apart.
    private func look(_ attributes: Attributes, _ depth: ColorDepth) -> Attributes {
        var look = attributes
        look.foreground = shown(attributes.foreground, depth) ?? .standard
        look.background = shown(attributes.background, depth) ?? .standard
        return look
    }

    /// The colour that the terminal shows instead; nothing for its own.
    private func shown(_ color: Color, _ depth: ColorDepth) -> Color? {
        if color == .standard { return nil }
        guard let index = color.index(at: depth) else { return depth == .direct ? color : nil }
        if index < 16 { return Color.ansi[index] }
        if index >= 232 {
            let level = UInt8(8 + 10 * (index - 232))
            return .rgb(level, level, level)
        }
        let levels: [UInt8] = [0, 95, 135, 175, 215, 255]
        let place = index - 16
        return .rgb(levels[place / 36], levels[place / 6 % 6], levels[place % 6])
    }
}
