import ClusterModel
import Diagnosis
import Foundation
import TestSupport
import Testing

@Suite struct CriterionExampleTests {
    @Test(arguments: CriterionCatalog.all.map(\.id))
    func `examples hold`(id: String) throws {
        let criterion = try #require(CriterionCatalog.all.first { $0.id == id })
        for example in criterion.examples {
            let result = criterion.result(for: example.candidature)
            #expect(
                result?.ruling.kind == example.expected,
                "\(id): \(example.sentence): \(result.map { "\($0.ruling)" } ?? "does not apply")"
            )
            #expect(result.map { !$0.ruling.text.isEmpty } ?? true, "\(id): \(example.sentence)")
        }
    }

    @Test(arguments: CriterionCatalog.all.map(\.id))
    func `every criterion tells why, what to do and how to find out`(id: String) throws {
        let criterion = try #require(CriterionCatalog.all.first { $0.id == id })
        for text in [criterion.title, criterion.why, criterion.remedy, criterion.inquiry] { #expect(!text.isEmpty) }
        #expect(Set(criterion.examples.map(\.expected)).count > 1, "it has examples of one kind only")
    }

    @Test func `ids are unique and in kebab case`() {
        let ids = CriterionCatalog.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.allSatisfy { $0.isLowercase || $0 == "-" } })
    }

    @Test func `README names every criterion`() throws {
        let text = try String(contentsOf: PackageFolder.path("README.md"), encoding: .utf8)
        for criterion in CriterionCatalog.all { #expect(text.contains("`\(criterion.id)`"), "\(criterion.id)") }
    }

    @Test func `nothing fails in a healthy cluster, and what fails and is unknown comes with advice`() {
        let healthy = CriterionCatalog.results(for: Candidature(snapshot: ExampleCluster().snapshot))
        #expect(healthy.filter { $0.ruling.kind == .fails }.isEmpty)
        #expect(healthy.contains { $0.ruling.kind == .holds })
        let broken = Candidature(snapshot: ExampleCluster(leader: nil).snapshot)
        for result in healthy + CriterionCatalog.results(for: broken) {
            #expect((result.advice == nil) == (result.ruling.kind == .holds), "\(result.criterion.id)")
        }
    }
}
