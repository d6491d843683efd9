import ClusterModel
import Wording

extension Rule {
    static let restOpen = Rule(
        id: "rest-open",
        severity: .warning,
        title: "the REST API may take changes from anybody",
        why:
            "Whoever reaches an agent's port can restart, switch over or reconfigure the database. This is inferred, never "
            + "tried: the member's pod sets up Patroni's REST API by its environment without PATRONI_RESTAPI_USERNAME and "
            + "PATRONI_RESTAPI_PASSWORD. Credentials in Patroni's own file are not seen; without pods nothing can be inferred.",
        remedy:
            "Set restapi.authentication, or both variables from a Secret; where patroni.yml has it already, mute this rule.",
        examples: [
            .fires(
                "db2's pod sets only the address",
                ExampleCluster.withPods { $0.variables(of: "db2", "PATRONI_NAME", "PATRONI_RESTAPI_CONNECT_ADDRESS") },
                subjects: ["db2"]
            ),
            .fires(
                "a user name without a password",
                ExampleCluster.withPods { $0.variables(of: "db2", "PATRONI_RESTAPI_USERNAME") },
                subjects: ["db2"]
            ),
            .silent(
                "both are given",
                ExampleCluster.withPods {
                    $0.variables(of: "db2", "PATRONI_RESTAPI_USERNAME", "PATRONI_RESTAPI_PASSWORD")
                }
            ),
            .silent(
                "the REST API is set up elsewhere",
                ExampleCluster.withPods { $0.variables(of: "db2", "PATRONI_NAME") }
            ),
            .silent(
                "more variables come from a Secret",
                ExampleCluster.withPods { example in
                    example.variables(of: "db2", "PATRONI_RESTAPI_CONNECT_ADDRESS")
                    example.pod(of: "db2") { $0.containers[0].hasUnnamedVariables = true }
                }
            ),
            .silent("pods are not watched", ExampleCluster().snapshot),
        ]
    ) { snapshot, _ in
        snapshot.restProtections.filter { $0.protection == .doubtful }.map { member, _ in
            Found(
                member.text,
                "\(member)'s REST API may be open to changes: its pod gives Patroni no credentials (inferred, not tried)"
            )
        }
    }
}

extension ExampleCluster {
    /// Gives the container of a member's pod these variables for Patroni.
    package mutating func variables(of member: MemberName, _ names: String...) {
        pod(of: member) { pod in
            if pod.containers.isEmpty { pod.containers = [PodContainer(name: "database")] }
            pod.containers[0].patroniVariables = Set(names)
        }
    }
}
