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

    @Test func `a chart of several rows fills from below`() {
        let chart = Sparkline.chart([nil, 0, 1, 4, 8, 16], columns: 7, rows: 2, maximum: 16)
        #expect(chart == ["      █", " ·▁▁▄██"])
        #expect(Sparkline.chart([5], columns: 3, rows: 3) == ["  █", "  █", "  █"])
    }

    @Test func `a chart is as large as asked for, whatever it is made from`() {
        for samples in [[], [nil], [.nan, .infinity, -1, 1e300], Array(repeating: 1.0, count: 99)] as [[Double?]] {
            let chart = Sparkline.chart(samples, columns: 10, rows: 4)
            #expect(chart.count == 4 && chart.allSatisfy { $0.count == 10 })
        }
        #expect(Sparkline.chart([1], columns: 0, rows: 0).isEmpty)
    }
}
