import ClusterModel

/// A kubelet's care for a container: it starts again what ends, waits longer each time, and asks whether it is ready.
extension SimulatedCluster {
    private static let firstBackOff = Duration.seconds(10)
    private static let longestBackOff = Duration.seconds(300)
    /// How long a container lives that cannot run.
    private static let attempt = Duration.seconds(2)

    func follow(_ index: Int, _ state: inout SimulatedKubernetes) {
        guard let container = state.places[index].pod.container else { return }
        let isAlive = isAlive(state.places[index].pod.workload)
        switch container.state {
        case .running(let since):
            guard isAlive else {
                if let end = state.places[index].attemptEndsAt, end > clock { return probe(index, &state) }
                return endContainer(index, &state)
            }
            state.places[index].attemptEndsAt = nil
            if clock - since > .seconds(600) { state.places[index].backOff = .zero }
            probe(index, &state)
        case .terminated(let ending):
            if isAlive { return runContainer(index, isFirst: false, &state) }
            if let time = state.places[index].startsAgainAt, time <= clock { return tryAgain(index, &state) }
            if clock - ending.finishedAt >= .seconds(1) { backOff(index, after: ending, &state) }
        case .waiting:
            if isAlive { return runContainer(index, isFirst: false, &state) }
            if let time = state.places[index].startsAgainAt, time <= clock { tryAgain(index, &state) }
        }
    }

    private func tryAgain(_ index: Int, _ state: inout SimulatedKubernetes) {
        runContainer(index, isFirst: false, &state)
        state.places[index].attemptEndsAt = clock + Self.attempt
    }

    func runContainer(_ index: Int, isFirst: Bool, _ state: inout SimulatedKubernetes) {
        guard var container = state.places[index].pod.container else { return }
        if case .terminated(let ending) = container.state { container.lastEnding = ending }
        container.state = .running(since: clock)
        container.identifier = state.containerIdentifier()
        if !isFirst { container.restarts += 1 }
        state.places[index].pod.container = container
        state.places[index].startsAgainAt = nil
        state.places[index].attemptEndsAt = nil
        if isAlive(state.places[index].pod.workload) { state.places[index].death = .killed }
        beginLog(of: index, isFirst: isFirst, &state)
        let template = state.places[index].pod.template
        note(
            "Pulled",
            isFirst
                ? "Successfully pulled image \"\(template.image)\""
                : "Container image \"\(template.image)\" already present on machine",
            of: index,
            &state
        )
        note("Created", "Created container: \(template.container)", of: index, &state)
        note("Started", "Started container \(template.container)", of: index, &state)
    }

    /// The container has ended: with code 0 when its process was asked to stop.
    func endContainer(_ index: Int, _ state: inout SimulatedKubernetes) {
        guard case .running(let since)? = state.places[index].pod.container?.state else { return }
        var death = state.places[index].death
        if case .member(let member) = state.places[index].pod.workload, members[member].process == .stopped {
            death = .completed
        }
        let ending = SimulatedContainer.Ending(
            exitCode: death.exitCode,
            reason: death.reason,
            startedAt: since,
            finishedAt: clock,
            identifier: state.places[index].pod.container?.identifier ?? ""
        )
        state.places[index].pod.container?.state = .terminated(ending)
        setReady(false, index, &state)
        let wait = state.places[index].backOff
        state.places[index].startsAgainAt = clock + max(wait, .seconds(1))
        state.places[index].backOff = wait == .zero ? Self.firstBackOff : min(wait * 2, Self.longestBackOff)
    }

    private func backOff(
        _ index: Int,
        after ending: SimulatedContainer.Ending,
        _ state: inout SimulatedKubernetes
    ) {
        guard let time = state.places[index].startsAgainAt else { return }
        let pod = state.places[index].pod
        let seconds = (time - ending.finishedAt).components.seconds
        let span = seconds >= 60 ? "\(seconds / 60)m\(seconds % 60)s" : "\(seconds)s"
        let name = pod.template.container
        state.places[index].pod.container?.lastEnding = ending
        state.places[index].pod.container?.state = .waiting(
            reason: "CrashLoopBackOff",
            message:
                "back-off \(span) restarting failed container=\(name) pod=\(pod.name)_\(pod.namespace)(\(pod.uid))"
        )
        note(
            "BackOff",
            "Back-off restarting failed container \(name) in pod \(pod.name)_\(pod.namespace)(\(pod.uid))",
            of: index,
            isWarning: true,
            &state
        )
    }

    func setReady(_ isReady: Bool, _ index: Int, _ state: inout SimulatedKubernetes) {
        guard state.places[index].pod.container?.isReady != isReady else { return }
        state.places[index].pod.container?.isReady = isReady
        state.places[index].pod.readinessChangedAt = clock
    }

    // MARK: Readiness

    /// Asks the agent for `/readiness` where the template has that probe; a container without one is ready as it runs.
    private func probe(_ index: Int, _ state: inout SimulatedKubernetes) {
        let place = state.places[index]
        guard place.pod.template.hasReadinessProbe, case .member(let member) = place.pod.workload else {
            return setReady(true, index, &state)
        }
        if let probed = place.probedAt, clock - probed < .seconds(2) { return }
        state.places[index].probedAt = clock
        guard let failure = readinessFailure(of: member) else { return setReady(true, index, &state) }
        setReady(false, index, &state)
        if let complained = place.complainedAt, clock - complained < .seconds(10) { return }
        state.places[index].complainedAt = clock
        note("Unhealthy", "Readiness probe failed: \(failure)", of: index, isWarning: true, &state)
    }

    private func readinessFailure(of index: Int) -> String? {
        let member = members[index]
        let url = "http://\(member.blueprint.host):8008/readiness"
        switch member.process {
        case .crashed, .stopped: return "Get \"\(url)\": dial tcp: connect: connection refused"
        case .frozen, .stopping: return "Get \"\(url)\": context deadline exceeded"
        case .running:
            let isReady = member.serves && (member.believesLeader || member.isStreaming)
            return isReady ? nil : "HTTP probe failed with statuscode: 503"
        }
    }
}
