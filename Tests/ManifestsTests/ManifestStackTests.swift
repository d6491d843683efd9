import Foundation
import Manifests
import TestSupport
import Testing

/// What the rendered manifests say, read as texts; `ManifestToolTests` shows them to the programs that are to take them.
@Suite struct ManifestStackTests {
    private let folder = PackageFolder.path("Tests/ManifestsTests/Goldens")

    @Test(arguments: [ValueSet.guide, ValueSet.postgresql])
    func `the stack looks as its golden`(values: ValueSet) throws {
        let stack = try values.stack()
        try Golden.expect(stack.yaml(), matches: "\(values.name).yaml", in: folder)
        try Golden.expect(
            stack.text(of: .recipe) ?? "",
            matches: "\(values.name).Dockerfile",
            in: folder
        )
    }

    @Test(arguments: ValueSet.all)
    func `no password is in it, nobody is root, and only openGauss's owner is trusted`(values: ValueSet) throws {
        let stack = try values.stack()
        let text = try stack.yaml()
        #expect(!text.contains("runAsUser: 0") && text.contains("runAsNonRoot: true"))
        #expect(!text.contains("kind: Secret"))
        for line in text.split(separator: "\n") where line.contains("trust") && line.contains("host ") {
            #expect(line.contains(" omm ."), "\(line)")
        }
    }

    @Test(arguments: ValueSet.all)
    func `every server line resolves its name while the proxy runs`(values: ValueSet) throws {
        let stack = try values.stack()
        let text = try #require(try stack.text(of: .proxy))
        let servers = text.split(separator: "\n").filter { $0.hasPrefix("    server ") }
        #expect(servers.count == 2 * stack.values.members.count)
        for server in servers { #expect(server.contains(" resolvers kube-dns init-addr none"), "\(server)") }
        #expect(text.contains("\nresolvers kube-dns\n") && text.contains("stats show-legends"))
    }

    @Test(arguments: ValueSet.all)
    func `each member keeps away from all others`(values: ValueSet) throws {
        let stack = try values.stack()
        let documents = try stack.documents().map { try $0.value.yaml() }
        let deployments = documents.filter { $0.contains("kind: Deployment") && $0.contains("application: patroni") }
        #expect(deployments.count == stack.values.members.count)
        for (deployment, member) in zip(deployments, stack.values.members) {
            let peers = stack.values.members.filter { $0 != member }.map { "- \($0.name)\n" }
            #expect(deployment.contains("requiredDuringSchedulingIgnoredDuringExecution"))
            #expect(deployment.contains("topologyKey: kubernetes.io/hostname"))
            for peer in peers { #expect(deployment.contains(peer)) }
            #expect(!deployment.contains("- \(member.name)\n"))
        }
    }

    @Test func `the example describes the values of the guide`() throws {
        let values = try ManifestValuesDecoder.decode(ManifestValues.example, file: "example")
        #expect(values.members.map(\.name) == ["db1", "db2", "db3"])
        let guide = try ValueSet.guide.stack().values
        #expect(values.proxy.nodeSelector == guide.proxy.nodeSelector && values.proxy.replicas == guide.proxy.replicas)
        #expect(values.timing == guide.timing && values.userID == guide.userID && values.secret == guide.secret)
    }

    @Test func `a folder has no file that applying it would take for a Secret`() throws {
        let files = try ValueSet.guide.stack().files()
        #expect(
            files.map(\.path) == [
                "10-access.yaml", "20-configuration.yaml", "30-members.yaml", "40-proxies.yaml", "50-policies.yaml",
                "secret.template", "image/Dockerfile",
            ]
        )
        #expect(files.first?.text.contains("create secret generic opengauss-credentials") == true)
        #expect(files.contains { $0.path == "secret.template" && $0.text.contains("superuser-password: \n") })
    }
}
