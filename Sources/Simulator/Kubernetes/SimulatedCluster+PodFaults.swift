import ClusterModel

/// What faults do to pods and nodes.
extension SimulatedCluster {
    /// `kubectl delete pod`: the container is asked to stop, and a new pod takes its place.
    mutating func deletePod(of member: Int) {
        guard
            let index = kubernetes?.places.firstIndex(where: {
                $0.pod.workload == .member(member) && $0.stage == .active
            })
        else { return }
        deletePod(at: index)
    }

    mutating func deletePod(at index: Int) {
        guard var state = kubernetes, state.places.indices.contains(index),
            state.places[index].pod.deletionTimestamp == nil
        else { return }
        let grace = state.places[index].pod.deletionGraceSeconds
        state.places[index].pod.deletionTimestamp = clock + .seconds(grace)
        switch state.places[index].stage {
        case .active:
            state.places[index].stage = .terminating
            let name = state.places[index].pod.template.container
            note("Killing", "Stopping container \(name)", of: index, &state)
            switch state.places[index].pod.workload {
            case .member(let member): stop(member)
            case .proxy(let proxy): setProxy(proxy, running: false)
            }
        case .pending, .scheduled, .creating, .failed: state.places[index].stage = .removed(at: clock)
        case .terminating, .removed, .lost: break
        }
        state.commit()
        kubernetes = state
    }

    /// The node runs short of disk: the pod has failed for good, and another takes its place.
    mutating func evictPod(of member: Int) {
        guard var state = kubernetes,
            let index = state.places.firstIndex(where: {
                $0.pod.workload == .member(member) && $0.stage == .active
            })
        else { return }
        let message =
            "The node was low on resource: ephemeral-storage. Threshold quantity: 10Gi, available: 9Gi. Container "
            + "\(state.places[index].pod.template.container) was using 21Gi, request is 0, has larger consumption of "
            + "ephemeral-storage."
        note("Evicted", message, of: index, isWarning: true, &state)
        state.places[index].stage = .failed
        state.places[index].pod.phase = .failed
        state.places[index].pod.reason = "Evicted"
        state.places[index].pod.message = message
        state.places[index].pod.container = nil
        crash(member)
        state.commit()
        kubernetes = state
    }

    /// The container dies of memory and cannot come up again until somebody starts the member.
    mutating func crashLoop(_ member: Int) {
        if let index = kubernetes?.places.firstIndex(where: {
            $0.pod.workload == .member(member) && $0.stage == .active
        }) {
            kubernetes?.places[index].death = .outOfMemory
        }
        crash(member)
    }

    /// A node loses its power: everything on it is silent at once, and the control plane notices later.
    mutating func loseNode(of member: Int) {
        guard var state = kubernetes else { return crash(member) }
        let node = home(of: member)
        for index in state.places.indices where state.places[index].pod.node == node {
            guard state.places[index].stage == .active || state.places[index].stage == .terminating else { continue }
            state.places[index].stage = .lost(since: clock)
            switch state.places[index].pod.workload {
            case .member(let member): crash(member)
            case .proxy(let proxy): setProxy(proxy, running: false)
            }
        }
        kubernetes = state
    }

    /// The node comes back: what was not replaced meanwhile runs again, the rest is forgotten.
    mutating func restoreNode(of member: Int) {
        guard var state = kubernetes else { return start(member) }
        let name = home(of: member)
        guard let node = state.nodes.firstIndex(where: { $0.name == name }) else { return }
        if !state.nodes[node].isReady {
            state.nodes[node].isReady = true
            state.nodes[node].changedAt = clock
        }
        for index in state.places.indices where state.places[index].pod.node == name {
            guard state.places[index].isLost else { continue }
            guard state.places[index].pod.deletionTimestamp == nil else {
                state.places[index].stage = .removed(at: clock + .seconds(1))
                continue
            }
            state.places[index].stage = .active
            state.places[index].pod.isNodeSilent = false
            endContainer(index, &state)
            runContainer(index, isFirst: false, &state)
            switch state.places[index].pod.workload {
            case .member(let member): start(member)
            case .proxy(let proxy): setProxy(proxy, running: true)
            }
        }
        state.commit()
        kubernetes = state
    }

    /// What the node controller does with nodes that are silent for too long.
    func watchNodes(_ state: inout SimulatedKubernetes) {
        for index in state.places.indices {
            guard case .lost(let since) = state.places[index].stage, since + state.settings.nodeGrace <= clock else {
                continue
            }
            if !state.places[index].pod.isNodeSilent { declareSilent(index, &state) }
            guard state.places[index].pod.deletionTimestamp == nil,
                since + state.settings.nodeGrace + state.settings.toleration <= clock
            else { continue }
            let pod = state.places[index].pod
            state.places[index].pod.deletionTimestamp = clock + .seconds(pod.deletionGraceSeconds)
            state.places[index].pod.reason = "NodeLost"
            state.places[index].pod.message =
                "Node \(pod.node ?? "") which was running pod \(pod.name) is unresponsive"
            note(
                "TaintManagerEviction",
                "Marking for deletion Pod \(pod.namespace)/\(pod.name)",
                of: index,
                source: "taint-eviction-controller",
                &state
            )
        }
    }

    private func declareSilent(_ index: Int, _ state: inout SimulatedKubernetes) {
        state.places[index].pod.isNodeSilent = true
        state.places[index].pod.readinessChangedAt = clock
        note("NodeNotReady", "Node is not ready", of: index, isWarning: true, source: "node-controller", &state)
        guard let node = state.nodes.firstIndex(where: { $0.name == state.places[index].pod.node }),
            state.nodes[node].isReady
        else { return }
        state.nodes[node].isReady = false
        state.nodes[node].changedAt = clock
    }

    /// Whether a member may be started by a fault: its pod runs, or there are no pods.
    func hasPlace(_ member: Int) -> Bool {
        guard let kubernetes else { return true }
        return kubernetes.places.contains { $0.pod.workload == .member(member) && $0.stage == .active }
    }

    mutating func strike(_ fault: APIServerFault) {
        guard kubernetes != nil else { return }
        switch fault {
        case .cutWatches: kubernetes?.conduct.watchGeneration += 1
        case .stallWatches: kubernetes?.conduct.stallsWatches = true
        case .resumeWatches: kubernetes?.conduct.stallsWatches = false
        case .compact: kubernetes?.compact()
        case .restoreOlderStore: kubernetes?.restoreOlderStore()
        case .throttle(let seconds): kubernetes?.conduct.retryAfter = seconds
        case .stopThrottling: kubernetes?.conduct.retryAfter = nil
        case .rejectCredentials: kubernetes?.conduct.rejectsCredentials = true
        case .acceptCredentials: kubernetes?.conduct.rejectsCredentials = false
        case .forbid(let verb, let resource): kubernetes?.conduct.forbidden.insert("\(verb) \(resource)")
        case .grant(let verb, let resource, let name):
            kubernetes?.conduct.granted.insert("\(verb) \(resource) \(name)")
        case .allowEverything:
            kubernetes?.conduct.forbidden = []
            kubernetes?.conduct.granted = []
        case .stop: kubernetes?.conduct.isRunning = false
        case .start: kubernetes?.conduct.isRunning = true
        }
    }
}
