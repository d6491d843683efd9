import Operations
import Testing

/// Two clusters never share a lock, whatever they are called.
struct ClaimNameTests {
    @Test func `names that look alike have files of their own`() {
        let names = [
            "a.b", "a_b", "a b", "a/b", "a-b", "ab", "A-b", "a_5fb", "a__b", "ä", "a\u{308}", "", ".", "..", "_", "~",
            String(repeating: "x", count: 300), String(repeating: "x", count: 301), String(repeating: "ü", count: 99),
        ]
        let files = names.map(ClaimName.of)
        #expect(Set(files).count == names.count, "\(files)")
        for file in files {
            #expect(file.hasSuffix(".lock") && !file.contains("/") && file.utf8.count <= 255, "\(file)")
        }
    }

    @Test func `an ordinary name is its file's name`() {
        #expect(ClaimName.of("orders-7") == "orders-7.lock")
    }

    @Test func `random names of few letters never meet`() {
        let alphabet: [Character] = ["a", ".", "_", "2", "e", "é", "/", "-"]
        var seen: [String: String] = [:]
        var state: UInt64 = 11
        for _ in 0..<20_000 {
            var name = ""
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for shift in 0..<Int(state >> 60) { name.append(alphabet[Int(state >> (3 * UInt64(shift) + 8)) & 7]) }
            let file = ClaimName.of(name)
            #expect(seen[file] == nil || seen[file] == name, "\(name) and \(seen[file] ?? "")")
            seen[file] = name
        }
    }
}
