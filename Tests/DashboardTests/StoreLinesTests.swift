import ClusterModel
import Dashboard
import Diagnosis
import TerminalUI
import Testing

struct StoreLinesTests {
    private func line(_ change: (inout StoreView) -> Void) -> String {
        Routing.lines(of: ExampleCluster.withStore(change)).last?.plain ?? ""
    }

    @Test func `the lock, its time and etcd's health are one line`() {
        #expect(
            line { _ in }
                == "store ─▶ etcd1:2379 ● lock db1, expires in 27 s · 3/3 healthy · revision 1807"
        )
    }

    @Test func `each trouble has its words`() {
        let now = ExampleCluster.now
        #expect(line { $0.hold(nil, since: now) }.contains("✖ nobody holds the lock"))
        #expect(
            line { $0.keys = .current(StoreReport(revision: 1), at: now) }.contains("nothing below /service/opengauss/")
        )
        #expect(line { $0.endpoints[2].status = .failed(.connectionRefused, since: now) }.contains("2/3 healthy"))
        let lost = line { store in
            if let report = store.keys.value {
                store.keys = .stale(report, at: now, because: .connectionRefused, since: now - .seconds(12))
            }
        }
        #expect(lost.contains("✖ connection refused (for 12 s)"))
        let alone = line { store in
            for index in store.endpoints.indices {
                store.endpoints[index].status = .current(StoreStatus(errors: ["etcdserver: no leader"]), at: now)
            }
        }
        #expect(alone.contains("✖ no quorum"))
        #expect(
            line {
                $0.prefix = nil; $0.keys = .pending
            }.contains("which cluster, an agent must tell")
        )
    }

    @Test func `without etcd there is no line`() {
        #expect(!Routing.lines(of: ExampleCluster().snapshot).contains { $0.plain.hasPrefix("store") })
    }
}
