import TerminalUI
import Testing

@Suite struct ColorTests {
    @Test func `hexadecimal colours are read and written`() {
        #expect(Color(hex: "#0a1bFf") == .rgb(10, 27, 255))
        #expect(Color.rgb(10, 27, 255).hex == "#0a1bff")
        #expect(Color.standard.hex == nil)
    }

    @Test(arguments: ["", "#", "#12345", "#1234567", "112233", "#12345g", "#+12345", "red", "#12345é"])
    func `other texts are no colours`(text: String) {
        #expect(Color(hex: text) == nil)
    }

    @Test func `the colours of each palette are nearest to themselves`() {
        for (index, color) in Color.ansi.enumerated() { #expect(color.nearest16 == index) }
        for index in [1, 2, 3, 4, 5, 6] { #expect(Color.ansi[index].nearest8 == index) }
        #expect(Color.rgb(0x87, 0xD7, 0x87).nearest256 == 114)
        #expect(Color.rgb(0, 0, 0).nearest256 == 16)
        #expect(Color.rgb(255, 255, 255).nearest256 == 231)
        #expect(Color.rgb(0x26, 0x26, 0x26).nearest256 == 235)
        #expect(Color.standard.nearest256 == nil)
    }

    @Test func `pastels keep their hue among eight colours`() {
        #expect(Color.rgb(0x8F, 0xCE, 0x92).nearest8 == 2)
        #expect(Color.rgb(0xFF, 0x8F, 0x87).nearest8 == 1)
        #expect(Color.rgb(0x98, 0xA1, 0xB1).nearest8 == 7)
        #expect(Color.rgb(0x14, 0x17, 0x1C).nearest8 == 0)
    }

    @Test func `contrast is that of WCAG`() throws {
        let white = Color.rgb(255, 255, 255)
        #expect(abs(try #require(white.contrast(to: .rgb(0, 0, 0))) - 21) < 0.05)
        #expect(abs(try #require(white.contrast(to: .rgb(0x76, 0x76, 0x76))) - 4.54) < 0.05)
        #expect(white.contrast(to: .standard) == nil)
    }

    @Test func `blending moves towards the other colour and leaves the terminal's own alone`() {
        #expect(Color.rgb(0, 0, 0).blended(with: .rgb(200, 100, 50), share: 0.5) == .rgb(100, 50, 25))
        #expect(Color.standard.blended(with: .rgb(0, 0, 0), share: 0.5) == .standard)
        #expect(Color.rgb(1, 2, 3).blended(with: .rgb(255, 255, 255), share: 7) == .rgb(255, 255, 255))
    }
}
