/// As whom the members' pods act, and what Patroni may do when Kubernetes is its store.
struct AccessManifests {
    let values: ManifestValues

    func documents() -> [ManifestDocument] {
        let account = ManifestDocument(
            file: .access,
            comment: ["As whom the members act."],
            value: ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": metadata]
        )
        guard values.store == .kubernetes else { return [account] }
        return [
            account,
            ManifestDocument(
                file: .access,
                comment: ["What Patroni needs to keep its state in ConfigMaps (patroni kubernetes/patroni_k8s.yaml)."],
                value: role
            ),
            ManifestDocument(file: .access, comment: [], value: binding),
        ]
    }

    private var metadata: YAMLValue { ["name": .text(values.account), "namespace": .text(values.namespace)] }

    private var role: YAMLValue {
        [
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "Role",
            "metadata": metadata,
            "rules": [
                [
                    "apiGroups": [""], "resources": ["configmaps"],
                    "verbs": ["create", "get", "list", "patch", "update", "watch"],
                ],
                ["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list", "patch", "update", "watch"]],
            ],
        ]
    }

    private var binding: YAMLValue {
        [
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "RoleBinding",
            "metadata": metadata,
            "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": .text(values.account)],
            "subjects": [
                [
                    "kind": "ServiceAccount", "name": .text(values.account), "namespace": .text(values.namespace),
                ]
            ],
        ]
    }
}
