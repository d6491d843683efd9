import ClusterModel

/// Finds the pod that each member lives in, and the one that answers at each proxy's address.
///
/// Several clues are tried, the surest first (`PodMatch`). What was found is kept until pods, Services or clues change.
struct PodJoining: Equatable {
    private(set) var memberPods: [PodJoin] = []
    private(set) var proxyPods: [WebAddress: PodName] = [:]
    private var basis: Basis?

    /// What listings and agents tell of where a member is.
    struct MemberClues: Equatable {
        var name: MemberName
        /// The hosts that the listing gives for it, its own and its agent's.
        var hosts: [String]
        /// Where an agent answered that says it is the member.
        var agents: [WebAddress]
    }

    /// Everything that the joins are made from; pods and Services by their editions.
    struct Basis: Equatable {
        var members: [MemberClues]
        var proxies: [WebAddress]
        var podEdition: Int
        var neighbourEdition = 0
        var services: [Service]
        /// Pods of other clusters, in which none of the members lives.
        var others: Set<PodName> = []
    }

    /// Joins anew, unless nothing has changed.
    mutating func update(_ basis: Basis, pods: @autoclosure () -> [Pod], plan: KubernetesPlan) {
        guard basis != self.basis else { return }
        self.basis = basis
        let pods = basis.others.isEmpty ? pods() : pods().filter { !basis.others.contains($0.id) }
        let index = PodIndex(pods, services: basis.services)
        memberPods = basis.members.compactMap { clues in
            index.pod(of: clues, plan).map { PodJoin(member: clues.name, pod: $0.pod, matchedBy: $0.matchedBy) }
        }
        proxyPods = [:]
        for proxy in basis.proxies {
            let pod =
                proxy.proxiedPod ?? index.pod(at: proxy.host) ?? index.pod(named: proxy.host)
                ?? index.pod(behind: proxy.host)
            if let pod, index.exists(pod) { proxyPods[proxy] = pod }
        }
    }
}

/// Pods by what they can be found by; those that have ended for good keep their address in name only.
private struct PodIndex {
    private var byName: [String: [PodName]] = [:]
    private var byAddress: [String: [Pod]] = [:]
    private var all: Set<PodName> = []
    private let pods: [Pod]
    private let services: [Service]

    init(_ pods: [Pod], services: [Service]) {
        self.pods = pods
        self.services = services
        for pod in pods {
            all.insert(pod.id)
            byName[pod.name, default: []].append(pod.id)
            guard !pod.isFinished else { continue }
            for address in Set(pod.podIPs) { byAddress[address, default: []].append(pod) }
        }
    }

    /// The pod whose name is a host's, as where pods have names of their own.
    func pod(named host: String) -> PodName? { byName[host]?.only }

    func exists(_ id: PodName) -> Bool { all.contains(id) }

    func pod(of clues: PodJoining.MemberClues, _ plan: KubernetesPlan) -> (pod: PodName, matchedBy: PodMatch)? {
        if let pod = chosen(for: clues.name, plan) { return (pod, .configuration) }
        if let pod = clues.hosts.lazy.compactMap(pod(at:)).first { return (pod, .address) }
        if let pod = byName[clues.name.text]?.only { return (pod, .name) }
        let heard = clues.agents.lazy.compactMap { $0.proxiedPod ?? pod(at: $0.host) }
        if let pod = heard.first(where: exists) { return (pod, .agent) }
        return clues.hosts.lazy.compactMap(pod(behind:)).first.map { ($0, .service) }
    }

    private func chosen(for member: MemberName, _ plan: KubernetesPlan) -> PodName? {
        let names = plan.podMembers.filter { $0.value == member }.map(\.key).sorted()
        for name in names {
            let parts = name.split(separator: "/", maxSplits: 1).map(String.init)
            if parts.count == 2 {
                let id = PodName(namespace: parts[0], name: parts[1])
                if exists(id) { return id }
            } else if let pod = byName[name]?.only {
                return pod
            }
        }
        return nil
    }

    /// The pod that has an address; where a node lends its own to several, nobody can tell.
    func pod(at address: String) -> PodName? {
        guard let candidates = byAddress[address] else { return nil }
        return candidates.only?.id ?? candidates.filter { !$0.isTerminating }.only?.id
    }

    /// The only pod that a Service of this name stands for, which of several is the one that is not about to go.
    func pod(behind host: String) -> PodName? {
        guard let service = services.filter({ $0.isNamed(host) }).only else { return nil }
        let chosen = pods.filter { !$0.isFinished && service.selects($0) }
        return chosen.only?.id ?? chosen.filter { !$0.isTerminating }.only?.id
    }
}

extension Array {
    /// The element, where there is exactly one.
    fileprivate var only: Element? { count == 1 ? first : nil }
}
