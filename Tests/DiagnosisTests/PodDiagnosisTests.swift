import ClusterModel
import Diagnosis
import Testing
import Wording

struct PodDiagnosisTests {
    private let now = ExampleCluster.now

    /// What happened between healthy pods and changed ones.
    private func events(_ change: (inout ExampleCluster) -> Void) -> [Event] {
        var examination = Examination()
        _ = examination.examine(ExampleCluster.withPods())
        return examination.examine(ExampleCluster.withPods(change)).events
    }

    @Test func `nothing changed, nothing happened`() {
        #expect(events { _ in } == [])
    }

    @Test func `a container that was started again is told with the reason and the member`() {
        let told = events { $0.pod(of: "db2") { $0.restarted(1, secondsAgo: 2, because: "OOMKilled") } }
        #expect(told.map(\.kind) == [.podRestarted] && told.first?.subject == "db2")
        #expect(told.map(\.text) == ["pod db2-0 of db2 restarted (0 → 1): OOMKilled (137)"])
    }

    @Test func `a crash loop is a restart and a change of status`() {
        let told = events { $0.pod(of: "db2") { $0.crashLoops() } }
        #expect(told.map(\.kind) == [.podRestarted, .podStatusChanged])
        #expect(told.last?.text == "pod db2-0 of db2 Running → CrashLoopBackOff" && told.last?.severity == .warning)
    }

    @Test func `a pod of the same name and another uid has replaced it`() {
        let told = events {
            $0.pod(of: "db3") { pod in
                pod.uid = "another"
                pod.status = "ContainerCreating"
            }
        }
        #expect(told.map(\.kind) == [.podReplaced])
        #expect(told.map(\.text) == ["pod db3-0 of db3 was replaced by another of its name"])
    }

    @Test func `a pod of the same owner replaces the one that is gone`() {
        let told = events {
            $0.podGone(of: "db3")
            $0.pods { pods in
                var other = pods[0]
                other.id = PodName(namespace: "platform", name: "db3-x")
                other.uid = "another"
                other.owner = "StatefulSet/db3"
                pods.append(other)
            }
        }
        #expect(told.map(\.text) == ["pod db3-x replaces db3-0 of db3", "pod db3-0 of db3 is gone"])
        #expect(told.map(\.subject) == ["db3", "db3"])
    }

    @Test func `a pod that appears and one that goes are told`() {
        let told = events {
            $0.podGone(of: "db3")
            $0.pods { pods in
                var other = pods[0]
                other.id = PodName(namespace: "platform", name: "proxy")
                other.uid = "another"
                other.owner = nil
                pods.append(other)
            }
        }
        #expect(told.map(\.kind) == [.podAppeared, .podGone])
        #expect(told.map(\.severity) == [.notice, .warning])
    }

    @Test func `pods of a whole namespace are not told of unless they are ours`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster.withPods { $0.snapshot.kubernetes?.selector = nil })
        let later = ExampleCluster.withPods { example in
            example.snapshot.kubernetes?.selector = nil
            example.pod(of: "db1") { $0.status = "Terminating" }
            example.pods { pods in
                var other = pods[0]
                other.id = PodName(namespace: "platform", name: "web")
                other.uid = "another"
                pods.append(other)
            }
        }
        #expect(examination.examine(later).events.map(\.text) == ["pod db1-0 of db1 Running → Terminating"])
    }

    @Test func `an API server that falls silent is told once, and when it is back`() {
        var examination = Examination()
        _ = examination.examine(ExampleCluster.withPods())
        let lost = examination.examine(ExampleCluster.withPods { $0.kubernetesFails(.connectionRefused) })
        #expect(lost.events.map(\.text) == ["Kubernetes API server: connection refused"])
        let still = examination.examine(ExampleCluster.withPods { $0.kubernetesFails(.timedOut(connected: false)) })
        #expect(still.events == [])
        #expect(examination.examine(ExampleCluster.withPods()).events.map(\.kind) == [.kubernetesReturned])
    }

    @Test func `why a pod is not ready is told by the nearest cause`() {
        func why(_ change: (inout Pod) -> Void) -> String? {
            ExampleCluster.withPods { $0.pod(of: "db1", change) }.pod(of: "db1")?.whyNotReady?.english
        }
        #expect(why { _ in } == nil)
        #expect(why { $0.becomesUnready() } == "container opengauss is not ready")
        #expect(why { $0.crashLoops() } == "container opengauss CrashLoopBackOff: it ended with OOMKilled (137)")
        #expect(
            why { pod in
                pod.conditions = [PodCondition(kind: "PodScheduled", status: .no, message: "0/3 nodes are available")]
                pod.containers[0].state = .unknown
            } == "not placed on any node: 0/3 nodes are available"
        )
        #expect(
            why { pod in
                pod.conditions = []
                pod.containers[0].state = .waiting(reason: "ImagePullBackOff", message: "no such image")
            } == "container opengauss ImagePullBackOff: no such image"
        )
        #expect(
            why { pod in
                pod.conditions = []
                pod.readinessGates = [ReadinessGate(kind: "example.com/gate", isTrue: false)]
            } == "readiness gate example.com/gate is not passed"
        )
        #expect(
            why { pod in
                pod.conditions = []
                pod.status = "Evicted"
                pod.phase = "Failed"
                pod.message = "The node was low on resource: memory."
            } == "Evicted: The node was low on resource: memory."
        )
    }
}
