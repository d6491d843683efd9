import TerminalUI
import Testing

@Suite struct ThemeAttributesTests {
    @Test func `no colour is used in monochrome`() {
        for role in StyleRole.allCases {
            for surface in Surface.allCases {
                let attributes = Theme.plain.attributes(for: Style(role: role, surface: surface), depth: .monochrome)
                #expect(attributes.foreground == .standard)
                #expect(attributes.background == .standard)
            }
        }
    }

    @Test func `critical stands out of a reversed row by not being reversed`() {
        let critical = Style(role: .critical, surface: .selection)
        let text = Style(role: .text, surface: .selection)
        #expect(!Theme.plain.attributes(for: critical, depth: .monochrome).isReversed)
        #expect(Theme.plain.attributes(for: text, depth: .monochrome).isReversed)
    }

    @Test func `dimming blends where colours are known and is left to the terminal elsewhere`() {
        let dimmed = Style(role: .text, isDimmed: true)
        #expect(!Theme.plain.attributes(for: dimmed, depth: .indexed256).isDim)
        #expect(Theme.plain.attributes(for: dimmed, depth: .indexed256).foreground != .standard)
        for depth in [ColorDepth.monochrome, .ansi8, .ansi16] {
            #expect(Theme.plain.attributes(for: dimmed, depth: depth).isDim)
        }
    }
}
