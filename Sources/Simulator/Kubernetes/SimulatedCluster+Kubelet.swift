import ClusterModel

/// What the scheduler, the kubelets and the ReplicaSets do in every step.
extension SimulatedCluster {
    mutating func runKubernetes() {
        guard var state = kubernetes else { return }
        // Out of `self` meanwhile, so that nothing is copied.
        kubernetes = nil
        for index in state.places.indices { tend(index, &state) }
        state.places.removeAll {
            if case .removed(let end) = $0.stage { end <= clock } else { false }
        }
        watchNodes(&state)
        replacePods(&state)
        resolveNames(&state)
        for index in state.places.indices { writeLog(of: index, &state) }
        state.commit()
        kubernetes = state
    }

    /// Whether the process that a pod is made for runs.
    func isAlive(_ workload: SimulatedPod.Workload) -> Bool {
        switch workload {
        case .member(let index): members[index].listens
        case .proxy(let index): proxies[index].isRunning
        }
    }

    private mutating func tend(_ index: Int, _ state: inout SimulatedKubernetes) {
        switch state.places[index].stage {
        case .pending(let until):
            if until <= clock { schedule(index, &state) }
        case .scheduled(let until):
            guard until <= clock else { return }
            state.places[index].pod.startedAt = clock
            state.places[index].pod.readinessChangedAt = clock
            state.places[index].pod.container = SimulatedContainer(
                state: .waiting(reason: "ContainerCreating", message: nil)
            )
            let span = state.settings.startsWithin.inMilliseconds
            let wait = state.generator.milliseconds(span * 6 / 10...max(span, 1))
            state.places[index].stage = .creating(until: clock + wait)
            note("Pulling", "Pulling image \"\(state.places[index].pod.template.image)\"", of: index, &state)
        case .creating(let until):
            let workload = state.places[index].pod.workload
            let isFree = !state.places.contains { $0.pod.workload == workload && $0.holdsWorkload && !$0.isLost }
            if until <= clock, isFree, !isAlive(workload) { begin(index, &state) }
        case .active: follow(index, &state)
        case .terminating: finish(index, &state)
        case .removed, .lost, .failed: break
        }
    }

    private func schedule(_ index: Int, _ state: inout SimulatedKubernetes) {
        guard let node = node(for: state.places[index].pod.workload, state) else {
            let ready = state.nodes.filter(\.isReady).count
            let reason =
                "0/\(state.nodes.count) nodes are available: \(state.nodes.count - ready) node(s) had untolerated taint "
                + "{node.kubernetes.io/unreachable: }, \(ready) node(s) didn't match pod anti-affinity rules."
            state.places[index].stage = .pending(until: clock + .seconds(5))
            if state.places[index].pod.unschedulable == nil {
                note("FailedScheduling", reason, of: index, isWarning: true, source: "default-scheduler", &state)
            }
            state.places[index].pod.unschedulable = reason
            return
        }
        state.places[index].pod.node = node
        state.places[index].pod.unschedulable = nil
        state.places[index].pod.scheduledAt = clock
        state.places[index].stage = .scheduled(until: clock + .milliseconds(300))
        let pod = state.places[index].pod
        note(
            "Scheduled",
            "Successfully assigned \(pod.namespace)/\(pod.name) to \(node)",
            of: index,
            source: "default-scheduler",
            &state
        )
    }

    /// A member's data is on its node, a proxy runs anywhere.
    private func node(for workload: SimulatedPod.Workload, _ state: SimulatedKubernetes) -> String? {
        let ready = state.nodes.filter(\.isReady).map(\.name)
        switch workload {
        case .member(let index): return ready.first { $0 == home(of: index) }
        case .proxy(let index): return ready.isEmpty ? nil : ready[index % ready.count]
        }
    }

    /// Starts the container of a new pod, and the workload in it.
    private mutating func begin(_ index: Int, _ state: inout SimulatedKubernetes) {
        let node = state.nodes.firstIndex { $0.name == state.places[index].pod.node } ?? 0
        let address = freeAddress(onNode: node, &state)
        state.places[index].pod.address = address
        state.places[index].pod.phase = .running
        state.places[index].stage = .active
        runContainer(index, isFirst: true, &state)
        switch state.places[index].pod.workload {
        case .member(let member):
            move(member, to: address, &state)
            start(member)
        case .proxy(let proxy):
            for server in proxies[proxy].servers.indices { proxies[proxy].servers[server].takeFreshAddress() }
            setProxy(proxy, running: true)
        }
    }

    /// A member has another address: replicas follow names, proxies keep the address that they looked up.
    private mutating func move(_ member: Int, to address: String, _ state: inout SimulatedKubernetes) {
        let former = members[member].blueprint.host
        members[member].blueprint.host = address
        // Where a server has bound the agent's port, its address is the machine's.
        if members[member].blueprint.agentURL == "http://\(former):8008" {
            members[member].blueprint.agentURL = "http://\(address):8008"
        }
        for proxy in proxies.indices {
            if proxies[proxy].servers[member].formerHost == nil {
                proxies[proxy].servers[member].formerHost = former
            }
            proxies[proxy].servers[member].hasStaleAddress = true
        }
        guard blueprint.checks.resolvesNames else { return }
        state.resolution = clock + .seconds(2)
    }

    /// `resolvers` in the server lines: the proxies look the names up again.
    private mutating func resolveNames(_ state: inout SimulatedKubernetes) {
        guard let time = state.resolution, time <= clock else { return }
        state.resolution = nil
        for proxy in proxies.indices where proxies[proxy].isRunning {
            for server in members.indices { proxies[proxy].servers[server].takeFreshAddress() }
        }
    }

    private mutating func finish(_ index: Int, _ state: inout SimulatedKubernetes) {
        let workload = state.places[index].pod.workload
        if isAlive(workload) {
            // What has not ended when its time is over is killed.
            guard let end = state.places[index].pod.deletionTimestamp, end <= clock else { return }
            switch workload {
            case .member(let member): crash(member)
            case .proxy(let proxy): setProxy(proxy, running: false)
            }
        }
        if case .running? = state.places[index].pod.container?.state { endContainer(index, &state) }
        state.places[index].stage = .removed(at: clock + .seconds(1))
    }

    private func replacePods(_ state: inout SimulatedKubernetes) {
        let workloads =
            members.indices.map { SimulatedPod.Workload.member($0) } + proxies.indices.map { .proxy($0) }
        for workload in workloads {
            let own = state.places.filter { $0.pod.workload == workload }
            guard let former = own.last, own.allSatisfy(\.isGoing) else { continue }
            let template = former.pod.template
            let pod = SimulatedPod(
                workload,
                name: "\(template.deployment)-\(template.hash)-\(state.suffix())",
                uid: state.uid(),
                namespace: state.settings.namespace,
                template: template,
                createdAt: clock
            )
            let wait = state.generator.milliseconds(200...2000)
            state.places.append(PodPlace(pod, stage: .pending(until: clock + wait)))
        }
        let failed = state.places.indices.filter { state.places[$0].stage == .failed }
        if failed.count > 3, let oldest = failed.first { state.places.remove(at: oldest) }
    }

    func note(
        _ reason: String,
        _ message: String,
        of index: Int,
        isWarning: Bool = false,
        source: String = "kubelet",
        _ state: inout SimulatedKubernetes
    ) {
        let place = state.places[index]
        state.note(
            reason,
            message,
            of: place.subject,
            isWarning: isWarning,
            source: source,
            node: source == "kubelet" ? place.pod.node : nil,
            at: clock
        )
    }
}
