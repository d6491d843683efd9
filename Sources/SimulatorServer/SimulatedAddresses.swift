import ClusterModel
import Simulator

/// Where a simulated cluster answers.
package struct SimulatedAddresses: Sendable, Equatable {
    /// An agent's REST API.
    package struct Agent: Sendable, Equatable {
        package var member: MemberName
        /// Without a path, `http://127.0.0.1:40123`.
        package var url: String
    }

    /// A proxy's two ports.
    package struct Proxy: Sendable, Equatable {
        package var name: String
        /// The statistics as CSV, `http://127.0.0.1:40126/;csv`.
        package var url: String
        /// Where clients connect, `127.0.0.1:40128`.
        package var database: String
    }

    /// The API server of the Kubernetes cluster that it runs on.
    package struct Kubernetes: Sendable, Equatable {
        /// Without a path.
        package var url: String
        /// Where its pods are.
        package var namespace: String

        /// A kubeconfig for it, as kubectl and `nines --kubeconfig` read one.
        package var kubeconfig: String {
            """
            apiVersion: v1
            kind: Config
            clusters:
              - name: simulated
                cluster:
                  server: \(url)
            users:
              - name: nines
                user: {}
            contexts:
              - name: simulated
                context:
                  cluster: simulated
                  user: nines
                  namespace: \(namespace)
            current-context: simulated

            """
        }
    }

    /// The cluster's scope.
    package var name: String
    package var agents: [Agent]
    package var proxies: [Proxy]
    /// Nil unless it was asked for.
    package var kubernetes: Kubernetes?

    /// One line of JSON with everything above.
    package var json: String {
        JSON.fields([
            "cluster": .string(name),
            "agents": .array(
                agents.map { .fields(["member": .string($0.member.text), "url": .string($0.url)]) }
            ),
            "proxies": .array(
                proxies.map {
                    .fields([
                        "name": .string($0.name), "url": .string($0.url), "database": .string($0.database),
                    ])
                }
            ),
            "kubernetes": kubernetes.map {
                .fields(["url": .string($0.url), "namespace": .string($0.namespace)])
            },
        ]).description
    }
}
