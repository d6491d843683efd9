import ClusterModel
import Diagnosis
import Testing

struct StoreDiagnosisTests {
    private let now = ExampleCluster.now

    private func silentLeader(_ change: (inout StoreView) -> Void) -> ClusterSnapshot {
        var snapshot = ExampleCluster.with {
            $0.agentFails("db1", .connectionRefused)
            $0.proxies { proxy in proxy = ExampleCluster.proxy(port: proxy.address.port, upMembers: []) }
        }
        snapshot.store = ExampleCluster.withStore(change).store
        return snapshot
    }

    @Test func `a failover tells the lock's real time where etcd knows it`() {
        var examination = Examination()
        let known = examination.examine(silentLeader { $0.lease = .current(ExampleCluster.lease(7), at: now) })
        #expect(known.verdict.text(at: now).detail.hasSuffix("its lock expires in 7 s"))
        #expect(known.verdict.text(at: now + .seconds(3)).detail.hasSuffix("its lock expires in 4 s"))
        for change: (inout StoreView) -> Void in [
            { $0.hold("db2", since: ExampleCluster.now) }, { $0.lease = .pending }, { $0.keys = .pending },
        ] {
            let guessed = examination.examine(silentLeader(change))
            #expect(guessed.verdict.text(at: now).detail.contains("at most"))
        }
    }

    @Test func `the lock's way is told as events`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster.withStore { _ in })
        let released = examination.examine(ExampleCluster.withStore { $0.hold(nil, since: now) })
        #expect(released.events.map(\.kind) == [.lockReleased] && released.events.first?.subject == "db1")
        let taken = examination.examine(ExampleCluster.withStore { $0.hold("db2", since: now) })
        #expect(taken.events.map(\.text) == ["db2 took the leader lock in etcd"])
        let lost = examination.examine(
            ExampleCluster.withStore { $0.keys = .failed(.connectionRefused, since: ExampleCluster.now) }
        )
        #expect(lost.events.map(\.kind) == [.storeLost])
        let back = examination.examine(ExampleCluster.withStore { $0.hold("db2", since: now) })
        #expect(back.events.map(\.kind) == [.storeReturned])
    }

    @Test func `an etcd that leads to no agent is why nothing is known`() {
        var examination = Examination()
        func detail(_ keys: Observation<StoreReport>) -> String {
            let store = StoreView(prefix: "/service/orders/", keys: keys)
            let verdict = examination.examine(ClusterSnapshot(takenAt: now, store: store)).verdict
            return verdict.text(at: now).detail
        }
        #expect(detail(.failed(.connectionRefused, since: now)) == "no agent answers: etcd connection refused")
        #expect(detail(.pending) == "no answer yet")
        #expect(
            detail(.current(StoreReport(revision: 7), at: now))
                == "no agent answers: etcd names no member below /service/orders/"
        )
    }

    @Test func `a renewal is no event`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster.withStore { _ in })
        let renewed = examination.examine(
            ExampleCluster.withStore { $0.lease = .current(ExampleCluster.lease(30), at: ExampleCluster.now) }
        )
        #expect(renewed.events.isEmpty && renewed.findings.isEmpty)
    }
}
