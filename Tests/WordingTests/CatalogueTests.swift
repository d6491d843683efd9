import Testing
import Wording

@Suite struct CatalogueTests {
    @Test func `no template is translated twice`() {
        let counted = Dictionary(grouping: Catalogue.chineseTexts, by: \.key)
        #expect(counted.filter { $0.value.count > 1 }.keys.sorted() == [])
    }

    @Test func `a translation has exactly the holes of its English`() {
        for (english, chinese) in Catalogue.chineseTexts {
            let holes = english.ranges(of: "{}").count
            #expect(Catalogue.holes(of: chinese) == Array(0..<holes), "\(english)")
            #expect(!chinese.contains("{}") && !chinese.isEmpty, "\(english)")
        }
    }

    @Test func `no translation holds what a terminal would obey`() {
        for (_, chinese) in Catalogue.chineseTexts {
            #expect(chinese.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }, "\(chinese)")
        }
    }
}
