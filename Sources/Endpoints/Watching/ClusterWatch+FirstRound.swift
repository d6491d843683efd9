import ClusterModel

/// Who was heard once: until all were, a picture of the cluster is not complete.
extension ClusterWatch {
    /// Every source known so far answered or failed once, and the listing was read or no agent is left to ask for it.
    package var isFirstRoundComplete: Bool {
        let agents = builder.directory.polled
        guard store?.isFirstRoundComplete ?? true, pods?.isFirstRoundComplete ?? true,
            surroundings?.scout.isFirstRoundComplete ?? true
        else { return false }
        guard builder.listing.value != nil || agents.allSatisfy(rotation.hasFailed) else { return false }
        return agents.allSatisfy { heard.contains(.agent($0)) }
            && builder.proxies.allSatisfy { heard.contains(.proxyStatistics($0.proxy.address)) }
            && builder.probes.allSatisfy { heard.contains(.probe($0.address)) }
            && (rareSource.map { heard.contains(.history($0)) && heard.contains(.configuration($0)) } ?? true)
    }

    /// Notes who was heard, of those that the first round consists of.
    mutating func noteHeard(_ request: ReadRequest) {
        switch request {
        case .agent, .history, .configuration, .proxyStatistics, .probe: heard.insert(request)
        case .listing, .heldConnection, .store, .kubernetes: break
        }
    }

    /// Keeps the list of who was heard as short as the list of who is asked.
    mutating func forgetHeard(allBut polled: Set<WebAddress>) {
        heard = heard.filter { request in
            switch request {
            case .agent(let address): polled.contains(address)
            case .history(let address), .configuration(let address): address == rareSource
            case .proxyStatistics, .probe: true
            case .listing, .heldConnection, .store, .kubernetes: false
            }
        }
    }
}
