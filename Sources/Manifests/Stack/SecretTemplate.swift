/// What the Secret must hold, without holding it: applying the manifests must not replace real passwords.
struct SecretTemplate {
    let values: ManifestValues

    private var keys: [(name: String, use: String)] {
        switch values.database {
        case .postgresql:
            [
                ("superuser-password", "PostgreSQL's user postgres"),
                ("replication-password", "PostgreSQL's user replicator"),
                ("rewind-password", "PostgreSQL's user rewinder, who may run pg_rewind and nothing else"),
                ("restapi-password", "whoever changes something through Patroni's REST API, as user patroni"),
            ]
        case .opengauss:
            [
                (
                    "superuser-password",
                    "openGauss's users omm and patroni; 8 or more characters: small, capital, digit and special"
                ),
                ("restapi-password", "whoever changes something through Patroni's REST API, as user patroni"),
            ]
        }
    }

    /// How to make it, to stand above the manifests.
    var lines: [String] {
        var lines = [
            "The \(values.cluster) cluster, rendered by `nines manifests`. First make the Secret, from files that end without a",
            "newline and that nobody else can read:",
            "",
            "  kubectl --namespace \(values.namespace) create secret generic \(values.secret) \\",
        ]
        for (index, key) in keys.enumerated() {
            lines.append("    --from-file=\(key.name)=FILE\(index + 1 < keys.count ? " \\" : "")")
        }
        lines.append("")
        return lines + keys.map { "  \($0.name): \($0.use)" }
    }

    /// The Secret itself, to be filled in and applied by hand.
    var text: String {
        let head = """
            # Fill in, apply, and keep it out of version control. Not named .yaml, so that `kubectl apply -f .` passes it over.
            apiVersion: v1
            kind: Secret
            metadata:
              name: \(values.secret)
              namespace: \(values.namespace)
            type: Opaque
            stringData:

            """
        return head + keys.map { "  # \($0.use)\n  \($0.name): \n" }.joined()
    }
}

/// What must be on the machines before members with host paths can start.
struct DataFolders {
    let values: ManifestValues

    var lines: [String] {
        guard case .hostPath(let path) = values.storage else { return [] }
        var lines = ["", "Then each member's folder, on the machine where it is to run:", ""]
        for member in values.members {
            let place = member.node.map { "on \($0)" } ?? "on one machine only"
            lines.append(
                "  install -d -m 0700 -o \(values.userID) -g \(values.userID) \(path)/\(member.name)   # \(place)"
            )
        }
        return lines
    }
}
