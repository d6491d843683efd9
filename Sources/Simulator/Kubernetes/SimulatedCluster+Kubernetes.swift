import ClusterModel

/// The Kubernetes cluster at the start: every pod has run for a day or two, as in the reference deployment.
extension SimulatedCluster {
    static let nodeNames = ["10.148.151.130", "10.148.151.140", "10.148.151.139"]

    mutating func settleKubernetes(seed: UInt64) {
        guard let settings = blueprint.kubernetes else { return }
        var state = SimulatedKubernetes(settings, createdAt: clock - .seconds(400 * 86_400), seed: seed)
        for index in 0..<max(members.count, 1) {
            let name = Self.nodeName(index)
            state.nodes.append(SimulatedNode(name: name, uid: state.uid(), createdAt: state.createdAt))
        }
        for index in members.indices { settleMember(index, &state) }
        let replicaSet = state.uid()
        for index in proxies.indices { settleProxy(index, replicaSet: replicaSet, &state) }
        settleServices(&state)
        for index in state.places.indices { fillLog(of: index, &state) }
        state.commit()
        state.compact()
        kubernetes = state
    }

    private static func nodeName(_ index: Int) -> String {
        nodeNames.indices.contains(index) ? nodeNames[index] : "10.148.151.\(138 + index)"
    }

    /// Where a member's data is, and hence its pod.
    func home(of member: Int) -> String { members[member].blueprint.node ?? Self.nodeName(member) }

    private mutating func settleMember(_ index: Int, _ state: inout SimulatedKubernetes) {
        let isReference = blueprint.flavour == .openGauss
        let hashes = ["67d97bbdf7", "6bfb5467b8", "d479ff947"]
        let suffixes = ["vz29h", "h4pxw", "9bfng"]
        let ages: [Int64] = [48, 26, 25]
        let name = members[index].name.text
        let template = PodTemplate(
            deployment: "\(name)-deployment",
            hash: hashes.indices.contains(index) ? hashes[index] : state.suffix(10),
            replicaSetUID: state.uid(),
            app: name,
            container: isReference ? "opengauss" : "postgres",
            image: isReference ? "patroni-opengauss:3.0.3" : "patroni-postgres:15.18",
            imageID: isReference ? Self.openGaussImage : Self.postgresImage,
            ports: [
                PodTemplate.Port(name: isReference ? "opengauss" : "postgres", number: members[index].blueprint.port),
                PodTemplate.Port(name: "patroni", number: 8008),
            ],
            hasReadinessProbe: !isReference,
            rivals: members.indices.filter { $0 != index && home(of: $0) != home(of: index) }
                .map { members[$0].name.text },
            version: "3.0.0"
        )
        let suffix = suffixes.indices.contains(index) ? suffixes[index] : state.suffix()
        let age = Duration.seconds((ages.indices.contains(index) ? ages[index] : 30) * 3600)
        var pod = runningPod(.member(index), template, suffix: suffix, since: clock - age, &state)
        pod.node = home(of: index)
        pod.address = members[index].blueprint.host
        if isReference, index == 1 { restartLongAgo(&pod, &state) }
        state.places.append(PodPlace(pod, stage: .active))
    }

    /// The second pod of the reference deployment was restarted 23 hours ago.
    private func restartLongAgo(_ pod: inout SimulatedPod, _ state: inout SimulatedKubernetes) {
        let restart = clock - .seconds(23 * 3600 + 120)
        pod.container?.lastEnding = SimulatedContainer.Ending(
            exitCode: 137,
            reason: "Error",
            startedAt: pod.createdAt,
            finishedAt: restart - .seconds(30),
            identifier: state.containerIdentifier()
        )
        pod.container?.restarts = 1
        pod.container?.state = .running(since: restart)
        pod.readinessChangedAt = restart
    }

    private func settleProxy(_ index: Int, replicaSet: String, _ state: inout SimulatedKubernetes) {
        let template = PodTemplate(
            deployment: "haproxy-deployment",
            hash: "6f9c5d7b8d",
            replicaSetUID: replicaSet,
            app: "haproxy",
            container: "haproxy",
            image: "haproxy:2.6.12",
            imageID: Self.proxyImage,
            ports: [PodTemplate.Port(name: "haproxy", number: 7000), PodTemplate.Port(name: "gauss", number: 6000)],
            hasReadinessProbe: false,
            rivals: [],
            version: "2.6.12"
        )
        let started = proxies[index].startedAt
        var pod = runningPod(.proxy(index), template, suffix: state.suffix(), since: started, &state)
        let node = index % state.nodes.count
        pod.node = state.nodes[node].name
        pod.address = freeAddress(onNode: node, &state)
        state.places.append(PodPlace(pod, stage: .active))
    }

    private func runningPod(
        _ workload: SimulatedPod.Workload,
        _ template: PodTemplate,
        suffix: String,
        since: Timestamp,
        _ state: inout SimulatedKubernetes
    ) -> SimulatedPod {
        var pod = SimulatedPod(
            workload,
            name: "\(template.deployment)-\(template.hash)-\(suffix)",
            uid: state.uid(),
            namespace: state.settings.namespace,
            template: template,
            createdAt: since
        )
        pod.phase = .running
        pod.scheduledAt = since
        pod.startedAt = since
        let running = since + .seconds(20)
        var container = SimulatedContainer(state: .running(since: running))
        container.isReady = true
        container.identifier = state.containerIdentifier()
        pod.container = container
        pod.readinessChangedAt = running
        return pod
    }

    private func settleServices(_ state: inout SimulatedKubernetes) {
        let created = clock - .seconds(2 * 86_400)
        for member in members {
            state.services.append(
                SimulatedService(
                    name: member.blueprint.serverName,
                    namespace: state.settings.namespace,
                    uid: state.uid(),
                    createdAt: created,
                    app: member.name.text,
                    clusterAddress: "None",
                    ports: [SimulatedService.Port(name: "gsql", number: member.blueprint.port)]
                )
            )
        }
        guard !proxies.isEmpty else { return }
        state.services.append(
            SimulatedService(
                name: "haproxy-service",
                namespace: state.settings.namespace,
                uid: state.uid(),
                createdAt: created,
                app: "haproxy",
                clusterAddress: "10.96.205.139",
                ports: [
                    SimulatedService.Port(name: "gsql", number: 6000, nodePort: 32_020),
                    SimulatedService.Port(name: "haproxy-dashboard", number: 7000, nodePort: 30_519),
                ]
            )
        )
    }

    /// An address of a node's own range that no pod has.
    func freeAddress(onNode node: Int, _ state: inout SimulatedKubernetes) -> String {
        let subnets = [1, 0, 2]
        let subnet = subnets.indices.contains(node) ? subnets[node] : node
        let taken = Set(state.places.compactMap(\.pod.address)).union(members.map(\.blueprint.host))
        var address: String
        repeat {
            address = "192.168.\(subnet).\(10 + state.generator.next() % 240)"
        } while taken.contains(address)
        return address
    }

    private static let openGaussImage =
        "patroni-opengauss@sha256:f4d32d868e720faee62c3d6af3e730fe2c6233a911ca51c39acc0ca4946b0457"
    private static let postgresImage =
        "patroni-postgres@sha256:1c8a5b2f0d9e47368ab15cfd2074e9136b8ad5c07f12e3946ba8d0571c2fe964"
    private static let proxyImage =
        "haproxy@sha256:7a2d9c40e5b8136f4a0cd72e9158bb36fd04a9e17c25d8603be1497f0a6cd582"
}
