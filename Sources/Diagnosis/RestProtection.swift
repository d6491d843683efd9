import ClusterModel

/// Whether a member's REST API asks for credentials before it changes anything, as far as reading tells.
///
/// Agents do not say: every GET is open by design (patroni `api.py check_access`), and only a write would show it, which is never tried.
/// What is left is an inference from the environment that the member's pod gives to Patroni, which goes before Patroni's own file
/// (patroni `config.py _build_environment_configuration`); the file itself is not seen.
package enum RestProtection: Equatable, Sendable {
    /// The pod gives both a user name and a password.
    case configured
    /// The pod sets the REST API up and gives it no credentials; only Patroni's own file could.
    case doubtful
    case unknown

    init(_ pod: Pod) {
        let agents = pod.containers.filter { $0.kind != .initial && !$0.patroniVariables.isEmpty }
        guard let agent = agents.first, agents.count == 1 else {
            self = .unknown
            return
        }
        let names = agent.patroniVariables
        // The whole configuration is in one variable, whose value is not read.
        guard !names.contains("PATRONI_CONFIGURATION") else {
            self = .unknown
            return
        }
        let given = ["PATRONI_RESTAPI_USERNAME", "PATRONI_RESTAPI_PASSWORD"].filter(names.contains)
        let setsUp = names.contains { $0.hasPrefix("PATRONI_RESTAPI_") }
        // A client certificate protects as well as a password.
        let mayWantCertificates = names.contains {
            $0.hasPrefix("PATRONI_RESTAPI_VERIFY") || $0.hasSuffix("_ALLOWLIST")
        }
        if given.count == 2 {
            self = .configured
        } else if setsUp, !agent.hasUnnamedVariables, !mayWantCertificates {
            self = .doubtful
        } else {
            self = .unknown
        }
    }
}

extension ClusterSnapshot {
    /// Each member's protection; those whose pods are not known are left out.
    var restProtections: [(member: MemberName, protection: RestProtection)] {
        ownPods.compactMap { own in own.member.map { ($0, RestProtection(own.pod)) } }.sorted { $0.0 < $1.0 }
    }
}
