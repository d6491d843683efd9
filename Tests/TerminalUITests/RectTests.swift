import TerminalUI
import Testing

@Suite struct RectTests {
    @Test func `pieces are cut off each edge and what remains shrinks`() {
        var rest = Rect(Size(columns: 80, rows: 24))
        #expect(rest.takeTop(1) == Rect(column: 0, row: 0, columns: 80, rows: 1))
        #expect(rest.takeBottom(2) == Rect(column: 0, row: 22, columns: 80, rows: 2))
        #expect(rest.takeLeft(10) == Rect(column: 0, row: 1, columns: 10, rows: 21))
        #expect(rest == Rect(column: 10, row: 1, columns: 70, rows: 21))
    }

    @Test func `more than there is gives what there is`() {
        var rest = Rect(Size(columns: 3, rows: 2))
        #expect(rest.takeTop(9).rows == 2)
        #expect(rest.isEmpty)
        #expect(rest.takeBottom(1).isEmpty)
        #expect(rest.takeLeft(-4).columns == 0)
        #expect(rest.columns == 3)
    }

    @Test func `extents are never negative`() {
        #expect(Rect(column: 0, row: 0, columns: -1, rows: -1).isEmpty)
        #expect(Size(columns: -3, rows: 4) == Size(columns: 0, rows: 4))
        #expect(Rect(Size(columns: 3, rows: 3)).inset(columns: 5, rows: 1).columns == 1)
        let apart = Rect(column: 0, row: 0, columns: 2, rows: 2)
            .intersection(Rect(column: 5, row: 5, columns: 2, rows: 2))
        #expect(apart.isEmpty)
    }

    @Test func `an inset leaves that much free on each side`() {
        let inner = Rect(Size(columns: 20, rows: 10)).inset(columns: 2, rows: 1)
        #expect(inner == Rect(column: 2, row: 1, columns: 16, rows: 8))
    }
}
