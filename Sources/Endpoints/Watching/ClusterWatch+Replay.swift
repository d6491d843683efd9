import ClusterModel

extension ClusterWatch {
    /// Takes over a reply of a recording: what was asked then counts as asked, whatever would be asked by now.
    package mutating func replay(_ reply: ReadReply) {
        if replayed.insert(reply.request).inserted { assume(reply.request, at: reply.startedAt) }
        if reply.isFinal { replayed.remove(reply.request) }
        absorb(reply)
    }

    private mutating func assume(_ request: ReadRequest, at startedAt: Timestamp) {
        switch request {
        case .store(let request): store?.assume(request)
        case .kubernetes(let request):
            if surroundings?.scout.assume(request) == true { return }
            pods?.assume(request)
        case .listing, .agent, .history, .configuration, .proxyStatistics:
            let known = builder.directory.entries.map(\.agent.address) + builder.proxies.map(\.proxy.address)
            surroundings?.passage.assume(request, among: known)
        case .probe, .heldConnection: break
        }
    }
}

extension StoreWatch {
    /// The question was asked when the recording was made.
    fileprivate mutating func assume(_ request: StoreRequest) {
        inFlight.insert(request)
        guard request.question.isStream, watching != request else { return }
        leaveWatch()
        watching = request
    }
}

extension PodWatch {
    fileprivate mutating func assume(_ request: KubernetesRequest) {
        inFlight.insert(request)
        switch request.question {
        case .watchPods where watching != request:
            watching = request
            life = nil
        case .pods(plan.pods, let page) where reading?.page != page: reading = Reading(page: page)
        case .watchPods, .pods, .services, .events, .log: break
        }
    }
}
