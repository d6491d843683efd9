import ClusterModel
import Diagnosis

/// What `nines status --output json` says: the stable schema `nines.status/1`, documented in README.
///
/// Keys are only ever added. A value that is not known is `null`, never left out. Roles, states and statuses are spelt as their source
/// spells them; durations are in milliseconds, sizes in bytes.
package struct StatusReport: Encodable, Sendable {
    package let schema = "nines.status/1"
    package let takenAt: String
    @Nullable package var cluster: String?
    package let verdict: Verdict
    @Nullable package var paused: Bool?
    package let members: [Member]
    package let proxies: [Proxy]
    package let probes: [Probe]
    package let pods: [Pod]
    /// Null where no API server is asked.
    @Nullable package var kubernetes: Kubernetes?
    package let dcs: DCS
    package let findings: [Finding]

    package struct Verdict: Encodable, Sendable {
        package let level: String
        package let text: String
    }

    package struct Member: Encodable, Sendable {
        package let name: String
        @Nullable package var role: String?
        @Nullable package var state: String?
        @Nullable package var host: String?
        @Nullable package var port: Int?
        @Nullable package var timeline: Int64?
        @Nullable package var lagBytes: Int64?
        package let pendingRestart: Bool
        package let tags: [String: String]
        package let gone: Bool
        package let api: API
        @Nullable package var pod: String?
        @Nullable package var route: Route?
        @Nullable package var seenAgeMs: Int64?
    }

    package struct API: Encodable, Sendable {
        @Nullable package var url: String?
        package let reachable: Bool
        @Nullable package var latencyMs: Int64?
        @Nullable package var role: String?
        @Nullable package var state: String?
        @Nullable package var failure: String?
    }

    /// What the watched proxies do with write sessions for a member.
    package struct Route: Encodable, Sendable {
        package let up: Int
        package let of: Int
    }

    package struct Proxy: Encodable, Sendable {
        package let address: String
        package let reachable: Bool
        @Nullable package var latencyMs: Int64?
        @Nullable package var failure: String?
        package let backends: [Backend]
    }

    package struct Backend: Encodable, Sendable {
        package let name: String
        package let kind: String
        package let status: String
        package let servers: [Server]
    }

    package struct Server: Encodable, Sendable {
        package let name: String
        package let status: String
        @Nullable package var check: String?
        @Nullable package var sessions: Int64?
        @Nullable package var lastChangeSeconds: Int64?
        @Nullable package var member: String?
    }

    package struct Probe: Encodable, Sendable {
        package let address: String
        package let reachable: Bool
        @Nullable package var latencyMs: Int64?
        @Nullable package var failure: String?
    }

    /// A pod: its cells as kubectl prints them, `<none>` and all.
    package struct Pod: Encodable, Sendable {
        package let name: String
        package let namespace: String
        package let ready: String
        package let status: String
        package let restarts: String
        package let age: String
        package let ip: String
        package let node: String
        package let nominatedNode: String
        package let readinessGates: String
        /// Who lives in it, and how that is known.
        @Nullable package var member: String?
        @Nullable package var matchedBy: String?
        @Nullable package var proxy: String?
        @Nullable package var notReadyBecause: String?
    }

    /// The API server that the pods are learnt from.
    package struct Kubernetes: Encodable, Sendable {
        package let server: String
        @Nullable package var namespace: String?
        @Nullable package var selector: String?
        package let reachable: Bool
        /// A change is known at once.
        package let watched: Bool
        /// How agents and proxies in pods are read: `direct` or `api-server`.
        package let via: String
        @Nullable package var failure: String?
        @Nullable package var seenAgeMs: Int64?
    }

    /// What is known of the store behind the agents.
    package struct DCS: Encodable, Sendable {
        /// The agents can read it.
        package let reachable: Bool
        @Nullable package var failure: String?
        /// What etcd says itself; null where none is watched.
        @Nullable package var store: Store?
    }

    package struct Store: Encodable, Sendable {
        @Nullable package var prefix: String?
        package let reachable: Bool
        @Nullable package var failure: String?
        @Nullable package var revision: Int64?
        @Nullable package var quorum: Bool?
        @Nullable package var members: Int?
        @Nullable package var lock: Lock?
        package let endpoints: [StoreEndpoint]
    }

    package struct Lock: Encodable, Sendable {
        package let holder: String
        @Nullable package var expiresInMs: Int64?
        @Nullable package var ttlMs: Int64?
    }

    package struct StoreEndpoint: Encodable, Sendable {
        package let address: String
        package let reachable: Bool
        package let healthy: Bool
        @Nullable package var version: String?
        @Nullable package var latencyMs: Int64?
        @Nullable package var failure: String?
    }

    package struct Finding: Encodable, Sendable {
        package let rule: String
        package let severity: String
        package let subject: String
        package let text: String
    }
}
