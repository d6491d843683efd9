import ClusterModel
import Diagnosis
import Testing

@Suite struct RuleExampleTests {
    @Test(arguments: RuleCatalog.all.map(\.id))
    func `examples hold`(id: String) throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == id })
        for example in rule.examples {
            switch example {
            case .fires(let sentence, let snapshot, let subjects):
                let found = rule.findings(in: snapshot)
                #expect(found.map(\.subject) == subjects, "\(id) must fire: \(sentence)")
                #expect(found.allSatisfy { !$0.text.isEmpty })
            case .silent(let sentence, let snapshot):
                let found = rule.findings(in: snapshot).map(\.text)
                #expect(found.isEmpty, "\(id) must stay silent: \(sentence)")
            }
        }
    }

    @Test(arguments: RuleCatalog.all.map(\.id))
    func `every rule has an example of each kind`(id: String) throws {
        let rule = try #require(RuleCatalog.all.first { $0.id == id })
        let fires = rule.examples.count { example in
            switch example {
            case .fires: true
            case .silent: false
            }
        }
        #expect(fires > 0 && fires < rule.examples.count)
        #expect(!rule.why.isEmpty && !rule.remedy.isEmpty && !rule.title.isEmpty)
    }

    @Test func `ids are unique and in kebab case`() {
        let ids = RuleCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
    }

    @Test func `nothing is found in a healthy cluster`() {
        let found = RuleCatalog.all.flatMap { $0.findings(in: ExampleCluster().snapshot) }
        #expect(found == [])
    }
}
