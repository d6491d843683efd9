/// How many may be evicted at once, and who may connect to whom.
struct PolicyManifests {
    let values: ManifestValues

    func documents() -> [ManifestDocument] {
        let budgets = [
            ManifestDocument(
                file: .policies,
                comment: ["Draining machines takes one member at a time."],
                value: budget(values.cluster, selecting: values.memberLabels)
            ),
            ManifestDocument(
                file: .policies,
                comment: [],
                value: budget(values.proxy.name, selecting: values.proxyLabels)
            ),
        ]
        guard values.hasNetworkPolicy else { return budgets }
        return budgets + [
            ManifestDocument(
                file: .policies,
                comment: [
                    "The database: members and proxies. Agents: the same, pods labelled app=nines, and monitors.",
                    "What goes out (store, DNS) is not restricted.",
                ],
                value: policy(values.cluster, selecting: values.memberLabels, ingress: memberIngress)
            ),
            ManifestDocument(
                file: .policies,
                comment: ["Clients come from anywhere; the statistics are for pods labelled app=nines, and monitors."],
                value: policy(values.proxy.name, selecting: values.proxyLabels, ingress: proxyIngress)
            ),
        ]
    }

    private func metadata(_ name: String) -> YAMLValue {
        ["name": .text(name), "namespace": .text(values.namespace)]
    }

    private func budget(_ name: String, selecting labels: YAMLValue) -> YAMLValue {
        [
            "apiVersion": "policy/v1",
            "kind": "PodDisruptionBudget",
            "metadata": metadata(name),
            "spec": ["maxUnavailable": 1, "selector": ["matchLabels": labels]],
        ]
    }

    // MARK: - Network

    private func policy(_ name: String, selecting labels: YAMLValue, ingress: YAMLValue) -> YAMLValue {
        [
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": metadata(name),
            "spec": ["podSelector": ["matchLabels": labels], "policyTypes": ["Ingress"], "ingress": ingress],
        ]
    }

    private var memberIngress: YAMLValue {
        let members: YAMLValue = ["podSelector": ["matchLabels": values.memberLabels]]
        let proxies: YAMLValue = ["podSelector": ["matchLabels": values.proxyLabels]]
        return [
            ["from": [members], "ports": ports([values.databasePort, values.agentPort] + replicationPorts)],
            ["from": [proxies], "ports": ports([values.databasePort, values.agentPort])],
            ["from": .list(watchers), "ports": ports([values.agentPort])],
        ]
    }

    private var proxyIngress: YAMLValue {
        [
            ["ports": ports([values.proxy.writePort, values.proxy.readPort])],
            ["from": .list(watchers), "ports": ports([values.proxy.statisticsPort])],
        ]
    }

    private var replicationPorts: [Int] { values.replicationPorts.map(\.port) }

    private var watchers: [YAMLValue] {
        [["podSelector": ["matchLabels": ["app": "nines"]]]]
            + values.monitors.map { ["ipBlock": ["cidr": .text($0)]] }
    }

    private func ports(_ ports: [Int]) -> YAMLValue {
        .list(ports.map { ["protocol": "TCP", "port": .number($0)] })
    }
}
