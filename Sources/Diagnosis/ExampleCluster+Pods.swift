import ClusterModel

extension ExampleCluster {
    /// A healthy cluster whose members live in pods on three nodes, `db1-0` to `db3-0`; changed by `change`.
    package static func withPods(
        _ change: (inout ExampleCluster) -> Void = { _ in }
    ) -> ClusterSnapshot {
        with { example in
            let pods = (1...3).map { pod($0) }
            example.snapshot.kubernetes = KubernetesView(
                server: WebAddress(isTLS: true, host: "10.0.0.1", port: 6443),
                namespace: "platform",
                selector: "dev=gauss",
                pods: .current(pods, at: now),
                services: .current([], at: now),
                watch: .standing(since: now - .seconds(20)),
                memberPods: pods.enumerated().map { index, pod in
                    PodJoin(member: MemberName("db\(index + 1)"), pod: pod.id, matchedBy: .address)
                }
            )
            change(&example)
        }
    }

    /// Changes the pods as they are known.
    package mutating func pods(_ change: (inout [Pod]) -> Void) {
        guard var pods = snapshot.kubernetes?.pods.value else { return }
        change(&pods)
        snapshot.kubernetes?.pods = .current(pods.sorted { $0.id < $1.id }, at: Self.now)
    }

    /// Changes the pod of one member.
    package mutating func pod(of member: MemberName, _ change: (inout Pod) -> Void) {
        guard let id = snapshot.kubernetes?.join(of: member)?.pod else { return }
        pods { pods in
            for index in pods.indices where pods[index].id == id { change(&pods[index]) }
        }
    }

    /// Takes the pod of one member away.
    package mutating func podGone(of member: MemberName) {
        guard let id = snapshot.kubernetes?.join(of: member)?.pod else { return }
        pods { $0.removeAll { $0.id == id } }
        snapshot.kubernetes?.memberPods.removeAll { $0.member == member }
    }

    /// The API server fails for the last `seconds`.
    package mutating func kubernetesFails(_ reason: ReadFailure, forSeconds seconds: Int64 = 12) {
        guard let pods = snapshot.kubernetes?.pods.value else { return }
        let since = Self.now - .seconds(seconds)
        snapshot.kubernetes?.pods = .stale(pods, at: since, because: reason, since: since)
        snapshot.kubernetes?.watch = .broken(because: reason, since: since)
    }

    private static func pod(_ number: Int) -> Pod {
        let started = now - .seconds(90_000)
        return Pod(
            id: PodName(namespace: "platform", name: "db\(number)-0"),
            uid: "uid\(number)",
            owner: "StatefulSet/db\(number)",
            labels: ["app": "db\(number)", "dev": "gauss"],
            podIPs: ["127.0.0.1\(number)"],
            nodeName: "node\(number)",
            readyContainers: 1,
            totalContainers: 1,
            createdAt: started,
            startedAt: started,
            conditions: [
                PodCondition(kind: "PodScheduled", status: .yes, changedAt: started),
                PodCondition(kind: "Ready", status: .yes, changedAt: started),
            ],
            containers: [
                PodContainer(
                    name: "opengauss",
                    image: "patroni-opengauss:3.0.3",
                    ports: [
                        ContainerPort(name: "opengauss", number: 5432), ContainerPort(name: "patroni", number: 8008),
                    ],
                    state: .running(since: started),
                    isReady: true
                )
            ]
        )
    }
}

extension Pod {
    /// Lets its container have been started again.
    package mutating func restarted(_ count: Int, secondsAgo seconds: Int64, because reason: String) {
        let ended = ExampleCluster.now - .seconds(seconds)
        restarts = count
        lastRestartAt = ended
        containers[0].restarts = count
        containers[0].lastEnd = ContainerEnd(reason: reason, exitCode: 137, finishedAt: ended)
    }

    /// Lets its container crash again and again.
    package mutating func crashLoops() {
        restarted(17, secondsAgo: 40, because: "OOMKilled")
        status = "CrashLoopBackOff"
        containers[0].state = .waiting(reason: "CrashLoopBackOff", message: "back-off 5m0s restarting failed container")
        becomesUnready()
    }

    /// Lets its readiness probe fail.
    package mutating func becomesUnready() {
        readyContainers = 0
        containers[0].isReady = false
        conditions = conditions.map { condition in
            guard condition.kind == "Ready" else { return condition }
            return PodCondition(
                kind: "Ready",
                status: .no,
                reason: "ContainersNotReady",
                message: "containers with unready status: [opengauss]",
                changedAt: ExampleCluster.now - .seconds(60)
            )
        }
    }
}
