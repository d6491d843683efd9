import ClusterModel
import Wording

extension Rule {
    static let versionsDiffer = Rule(
        id: "versions-differ",
        severity: .notice,
        title: "members run different versions",
        why: "Fine while an upgrade rolls through; later, members behave differently in the same failover.",
        remedy: "Finish the upgrade on the members that are behind.",
        examples: [
            .fires(
                "db2 has an older Patroni",
                ExampleCluster.with { $0.report("db2") { $0.patroniVersion = "3.0.2" } },
                subjects: ["opengauss"]
            ),
            .fires(
                "db3 has another minor version of the database",
                ExampleCluster.with { $0.report("db3") { $0.serverVersion = 150_017 } },
                subjects: ["opengauss"]
            ),
            .silent("all the same", ExampleCluster().snapshot),
            .silent(
                "one does not say",
                ExampleCluster.with { $0.report("db3") { $0.serverVersion = nil } }
            ),
        ]
    ) { snapshot, _ in
        let patroni = snapshot.versions { $0.patroniVersion }
        let server = snapshot.versions { $0.serverVersion?.databaseVersion }
        var parts: [Phrase] = []
        if patroni.count > 1 { parts.append("Patroni \(patroni.joined(separator: ", "))") }
        if server.count > 1 { parts.append("the database \(server.joined(separator: ", "))") }
        return parts.isEmpty ? [] : [Found(snapshot.displayName, "versions differ: \(parts.joined(separator: "; "))")]
    }
}

extension ClusterSnapshot {
    /// Each version once with who runs it: `4.1.5 (db1, db3)`.
    fileprivate func versions(_ version: (AgentReport) -> String?) -> [String] {
        var members: [String: [String]] = [:]
        for member in self.members {
            guard !member.isGone, let found = (member.agent?.report.currentValue).flatMap(version) else { continue }
            members[found, default: []].append(member.name.text)
        }
        return members.sorted { $0.key < $1.key }.map { "\($0) (\($1.joined(separator: ", ")))" }
    }
}
