import ClusterModel
import Diagnosis
import Testing
import Wording

@Suite struct RuleExampleTests {
    @Test(arguments: RuleCatalog.all.map(\.id))
    func `examples hold`(id: String) throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == id })
        for example in rule.examples {
            let found = example.findings(by: rule)
            #expect(found.map(\.subject) == example.subjects, "\(id): \(example.sentence): \(found.map(\.text))")
            #expect(found.allSatisfy { !$0.text.isEmpty })
        }
    }

    @Test(arguments: RuleCatalog.all.map(\.id))
    func `every rule has an example of each kind`(id: String) throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == id })
        let fires = rule.examples.count { !$0.subjects.isEmpty }
        #expect(fires > 0 && fires < rule.examples.count)
        #expect([rule.why, rule.remedy, rule.title].allSatisfy { !$0.english.isEmpty })
    }

    @Test func `ids are unique and in kebab case`() {
        let ids = RuleCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
    }

    @Test func `nothing is found in a healthy cluster, however long it lasts`() {
        var examination = Examination()
        var snapshot = ExampleCluster().snapshot
        for _ in 0..<3 {
            #expect(examination.examine(snapshot).findings == [])
            snapshot.age(by: 7200)
        }
    }
}

extension ClusterSnapshot {
    /// The same answers again, so many seconds later.
    fileprivate mutating func age(by seconds: Int64) {
        takenAt = takenAt + .seconds(seconds)
        for index in members.indices {
            guard let report = members[index].agent?.report.value else { continue }
            members[index].agent?.report = .current(report, at: takenAt)
        }
        if let value = listing.value { listing = .current(value, at: takenAt) }
        for index in proxies.indices {
            guard let value = proxies[index].statistics.value else { continue }
            proxies[index].statistics = .current(value, at: takenAt)
        }
    }
}
