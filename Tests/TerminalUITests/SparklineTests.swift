import TerminalUI
import Testing

@Suite struct SparklineTests {
    @Test func `zero lies on the ground and anything above it does not`() {
        #expect(Sparkline.text([0, 0.001, 50, 100], columns: 4) == "▁▂▅█")
        #expect(Sparkline.text([0, 0, 0], columns: 3) == "▁▁▁")
    }

    @Test func `the newest sample is at the right and the past before the first is blank`() {
        #expect(Sparkline.text([1, 4, 8], columns: 2) == "▅█")
        #expect(Sparkline.text([8], columns: 3) == "  █")
        #expect(Sparkline.text([], columns: 3) == "   ")
        #expect(Sparkline.text([1], columns: 0) == "")
        #expect(Sparkline.text([1], columns: -1) == "")
    }

    @Test func `unknown samples are dots`() {
        #expect(Sparkline.text([nil, .nan, 4], columns: 3) == "··█")
    }

    @Test func `a maximum sets the scale and what exceeds it stays inside`() {
        #expect(Sparkline.text([5, 20, .infinity, -3], columns: 4, maximum: 10) == "▅██▁")
    }
}
