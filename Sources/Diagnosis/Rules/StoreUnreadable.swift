import ClusterModel
import Wording

extension Rule {
    static let storeUnreadable = Rule(
        id: "store-unreadable",
        severity: .warning,
        title: "etcd does not let us read the cluster's keys",
        why: "The lock, its lease and every change of it are only seen here; without them a change of the leader shows "
            + "with the next answer of an agent. Patroni itself is not concerned.",
        remedy: "Check the user name and password of etcd_access, and that the user's role may read the keys below "
            + "/NAMESPACE/SCOPE/.",
        examples: [
            .fires(
                "the password is wrong",
                ExampleCluster.withStore { store in
                    let reason = ReadFailure.refused(status: 401, reason: "wrong user name or password")
                    store.keys = .failed(reason, since: ExampleCluster.now)
                },
                subjects: ["etcd"]
            ),
            .fires(
                "the role may read other keys",
                ExampleCluster.withStore {
                    $0.keys = .failed(.accessDenied(status: 403), since: ExampleCluster.now)
                },
                subjects: ["etcd"]
            ),
            .silent("they are read", ExampleCluster.withStore { _ in }),
            .silent(
                "etcd does not answer, which is another matter",
                ExampleCluster.withStore {
                    $0.keys = .failed(.timedOut(connected: true), since: ExampleCluster.now)
                }
            ),
        ]
    ) { snapshot, _ in
        guard let store = snapshot.store, let failure = store.keys.failure else { return [] }
        switch failure.reason {
        case .accessDenied, .refused: break
        case .timedOut, .connectionRefused, .unreachable, .nameNotResolved, .closedWithoutAnswer, .cutShort, .tls,
            .withoutCredential, .httpStatus, .tooLarge, .tooManyRedirects, .html, .undecodable, .notADatabase:
            return []
        }
        let keys = store.prefix.map { Phrase(verbatim: $0) } ?? "the keys"
        return [Found("etcd", "etcd does not let us read \(keys): \(failure.reason)")]
    }
}
