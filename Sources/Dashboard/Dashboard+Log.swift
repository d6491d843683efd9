import ClusterModel
import Endpoints
import Wording

/// The log of a container: read only while somebody looks at it.
extension Dashboard {
    /// The pod whose log is wanted where the user is.
    private var podAtHand: Pod? {
        switch screen {
        case .overview: selectedMember.flatMap { picture.snapshot.pod(of: $0) }
        case .member(let name): picture.snapshot.pod(of: name)
        case .pods: selectedPod
        case .log, .proxies, .events, .history, .incidents, .help: nil
        }
    }

    mutating func openLog() -> [Effect] {
        guard playback == nil else {
            notice = language("a recording holds no logs")
            return []
        }
        guard let server = options.plan.kubernetes?.server else {
            notice = language("logs need a Kubernetes API server: --kubernetes")
            return []
        }
        guard let pod = podAtHand else {
            notice = language("no pod is known here")
            return []
        }
        var reading = LogReading(of: pod, at: server)
        let effects = [read(reading.start(at: live.now))]
        logReading = reading
        scroll[.log(pod.id)] = nil
        show(.log(pod.id))
        return effects
    }

    /// Ends the reading under way and begins another with what `change` chooses.
    mutating func changeLog(_ change: (inout LogReading) -> Void) -> [Effect] {
        guard var reading = logReading else { return [] }
        let end = reading.request.map { Effect.stop(.kubernetes($0)) }
        change(&reading)
        let request = reading.start(at: live.now)
        logReading = reading
        logIsAtEnd = true
        return [end].compactMap { $0 } + [read(request)]
    }

    /// Stops reading once nobody looks any more.
    mutating func leaveLog() -> [Effect] {
        guard let reading = logReading, screen != .log(reading.pod) else { return [] }
        logReading = nil
        logIsAtEnd = true
        scroll[.log(reading.pod)] = nil
        return reading.request.map { [.stop(.kubernetes($0))] } ?? []
    }

    /// Reads on where a log broke off.
    mutating func followLog() -> [Effect] {
        guard playback == nil, let request = logReading?.due(at: live.now) else { return [] }
        return [read(request)]
    }

    private func read(_ request: KubernetesRequest) -> Effect {
        .read(.kubernetes(request), deadline: request.question.deadline)
    }

    /// Answers whether the reply was a part of a log.
    mutating func absorbLog(_ reply: ReadReply) -> Bool {
        guard case .kubernetes(let request) = reply.request, case .log = request.question else { return false }
        live.now = max(live.now, reply.finishedAt)
        guard let gone = logReading?.absorb(reply), gone > 0, let pod = logReading?.pod else { return true }
        scroll[.log(pod)] = scroll[.log(pod)].map { max(0, $0 - gone) }
        return true
    }
}
