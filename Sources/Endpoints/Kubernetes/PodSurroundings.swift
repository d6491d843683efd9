import ClusterModel

/// What a cluster's pods lead to: agents and proxies that were not named, and the way to those in pods.
struct PodSurroundings: Equatable {
    var passage: PodPassage
    var scout: ProxyScout
    private var discovery = PodDiscovery()
    private(set) var others = OtherClusters()
    private var division: Division?
    private var basis: Basis?

    /// What the plan leaves to be found.
    struct Wanted: Equatable {
        var agents: Bool
        var proxies: Bool
        var probes: Bool
    }

    private let wanted: Wanted

    /// What other clusters are told by; pods by their edition.
    struct Division: Equatable {
        var podEdition: Int
        var scopes: [WebAddress: String]
    }

    /// Everything that discovery and the way are made from; pods by their editions.
    struct Basis: Equatable {
        var podEdition: Int
        var neighbourEdition: Int
        var services: [Service]
        var homes: [WebAddress: PodMap.Home]
        var others: OtherClusters
    }

    init(_ plan: KubernetesPlan, within cluster: WatchPlan) {
        passage = PodPassage(plan)
        scout = ProxyScout(server: plan.server)
        wanted = Wanted(
            agents: cluster.agents.isEmpty,
            proxies: cluster.proxies.isEmpty,
            probes: cluster.proxies.isEmpty && cluster.probes.isEmpty
        )
    }

    var agents: [WebAddress]? { wanted.agents ? discovery.agents : nil }

    var proxies: [WebAddress]? { wanted.proxies ? discovery.proxies : nil }

    /// A probe needs a way of its own: the API server's proxy speaks HTTP alone.
    var probes: [ClientAddress]? { wanted.probes ? (passage.isDirect ? discovery.probes : []) : nil }

    /// Finds the pods of other clusters by what their agents say, unless nothing has changed.
    mutating func divide(_ shelf: PodShelf, by scopes: [WebAddress: String]) {
        let division = Division(podEdition: shelf.edition, scopes: scopes)
        guard division != self.division else { return }
        self.division = division
        let agents = scopes.isEmpty ? [:] : PodDiscovery.agentPods(among: shelf.pods)
        others = OtherClusters(scopes, agents: agents, among: shelf.pods)
    }

    /// Looks anew, unless nothing has changed.
    mutating func update(_ pods: PodWatch, homes: [WebAddress: PodMap.Home], at now: Timestamp) {
        let basis = Basis(
            podEdition: pods.shelf.edition,
            neighbourEdition: scout.edition,
            services: pods.services.value ?? [],
            homes: homes,
            others: others
        )
        guard basis != self.basis else { return }
        self.basis = basis
        discovery = PodDiscovery(
            pods: pods.shelf.pods,
            others: others.pods,
            neighbours: scout.pods,
            services: basis.services
        )
        // Where the pods are not known yet, what is missing among them is not either.
        scout.want(wanted.proxies && pods.shelf.version != nil ? discovery.missingProxies : [], at: now)
        passage.learn(PodMap(pods: pods.shelf.pods + scout.pods, services: basis.services, homes: homes))
    }
}
