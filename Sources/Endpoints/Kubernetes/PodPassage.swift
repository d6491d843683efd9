import ClusterModel

/// The way that questions to agents and proxies in pods take: directly, or through the API server's proxy to the pod.
///
/// A pure value between the schedule, which knows agents by their own addresses, and the shell, which asks where it is told to. From
/// outside the cluster pods cannot be reached: unless whoever was meant answers the first question, everything goes through the API server,
/// and from time to time one question goes the direct way again. Only what agents and proxies alone can say proves that way. Once one was
/// reached directly, all must be out of reach before that is given up, so that a pod that died is not looked for elsewhere.
struct PodPassage: Equatable {
    private let server: WebAddress
    private let way: PodWay
    /// Whether questions go through the API server now.
    private(set) var isThroughServer: Bool
    /// When somebody in a pod was last reached directly.
    private var provenAt: Timestamp?
    /// Addresses that the network did not lead to since.
    private var lost: Set<WebAddress> = []
    /// Addresses in pods that were asked directly.
    private var used: Set<WebAddress> = []
    private var trialDueAt: Timestamp?
    /// Questions on their way, by how they were put: whom they are for, more than one where two addresses are one pod's.
    private var underWay: [ReadRequest: [ReadRequest]] = [:]
    /// Questions to a service that is busy with one which was meant for another of its addresses.
    private var waiting: [ReadRequest] = []
    private var detours: [WebAddress: WebAddress] = [:]
    private var map = PodMap()
    /// Who answers as an agent through the API server, by address there: the direct way must lead to the same.
    private var identities: [WebAddress: DirectEvidence.Identity] = [:]

    static let trialInterval = Duration.seconds(60)
    /// How long the first direct question may take: whoever can reach a pod reaches it in milliseconds.
    static let trialDeadline = Duration.seconds(1)
    /// How long all must have been out of reach before another way is tried.
    static let patience = Duration.seconds(5)

    init(_ plan: KubernetesPlan) {
        server = plan.server
        way = plan.way
        isThroughServer = plan.way == .apiServer
    }

    /// Learns which pod answers where.
    mutating func learn(_ map: PodMap) {
        guard map != self.map else { return }
        self.map = map
        detours = [:]
        used = []
        identities = [:]
    }

    /// Whether a pod is known to be reached directly, or nobody asked to find out.
    var isDirect: Bool { way == .direct || (!isThroughServer && provenAt != nil) }

    /// Where the service at `address` is asked now.
    func target(of address: WebAddress) -> WebAddress {
        isThroughServer ? detour(of: address) ?? address : address
    }

    private func detour(of address: WebAddress) -> WebAddress? {
        detours[address] ?? map.detour(of: address, through: server)
    }

    // MARK: - Asking

    /// How to put these questions; one that is on its way for another address already is not put twice.
    mutating func send(_ requests: [ReadRequest], at now: Timestamp) -> [ReadRequest] {
        var sent: [ReadRequest] = []
        for request in requests {
            guard let address = request.webAddress else {
                sent.append(request)
                continue
            }
            if isThroughServer, detours[address] == nil { detours[address] = map.detour(of: address, through: server) }
            let put = request.asked(at: target(of: address))
            guard !isBusy(with: put, asked: address) else {
                waiting.append(request)
                continue
            }
            if underWay[put] == nil { sent.append(put) }
            underWay[put, default: []].append(request)
        }
        return sent + trial(at: now)
    }

    /// Whether the service answers another question now that was put for another of its addresses: as agents do, it gets one at a time.
    private func isBusy(with put: ReadRequest, asked address: WebAddress) -> Bool {
        guard underWay[put] == nil, put.webAddress != address else { return false }
        return underWay.contains { other, asked in
            RequestSlot(other) == RequestSlot(put) && !asked.contains { $0.webAddress == address }
        }
    }

    /// The question that looks whether pods can be reached directly by now.
    private mutating func trial(at now: Timestamp) -> [ReadRequest] {
        guard let trialDueAt, trialDueAt <= now else { return [] }
        self.trialDueAt = now + Self.trialInterval
        let inside = detours.filter { map.isInside($0.key) }
        let agents = inside.filter { identities[$0.value] != nil }.keys
        guard let address = agents.min() ?? inside.keys.min() else { return [] }
        let request = ReadRequest.agent(address)
        guard underWay[request] == nil else { return [] }
        underWay[request] = []
        return [request]
    }

    var nextDue: Timestamp? { detours.isEmpty ? nil : trialDueAt }

    /// The question was put when the recording was made, on behalf of those known agents and proxies that it leads to.
    mutating func assume(_ put: ReadRequest, among known: [WebAddress]) {
        guard let address = put.webAddress, address.isDetour, underWay[put] == nil else { return }
        underWay[put] = known.filter { detour(of: $0) == address }.map { put.asked(at: $0) }
    }

    /// Whether the direct way is tried with this question, so that it must not take long.
    func isTrial(_ request: ReadRequest) -> Bool {
        guard way == .automatic, let address = request.webAddress, !address.isDetour else { return false }
        return (isThroughServer || provenAt == nil) && detour(of: address) != nil
    }

    // MARK: - Answers

    /// What a reply is for.
    struct Arrival {
        /// As if those who asked had been asked directly.
        var replies: [ReadReply] = []
        /// To be asked again at once, another way.
        var again: [ReadRequest] = []
    }

    mutating func receive(_ reply: ReadReply) -> Arrival {
        guard let address = reply.request.webAddress else { return Arrival(replies: [reply]) }
        let asked = underWay.removeValue(forKey: reply.request) ?? [reply.request]
        defer { waiting = [] }
        let isDetour = asked.first?.webAddress != address && !asked.isEmpty
        if !isDetour, way == .automatic, detour(of: address) != nil {
            if note(reply, of: address) { return Arrival(again: asked + waiting) }
        }
        let outcome = isDetour || address.isDetour ? ProxiedAnswer.read(reply.outcome, from: address) : reply.outcome
        if isDetour, way == .automatic, case .agent = reply.request, identities[address] == nil {
            identities[address] = DirectEvidence.identity(in: outcome)
        }
        return Arrival(
            replies: asked.map { request in
                var own = reply
                own.request = request
                own.outcome = outcome
                return own
            },
            again: waiting
        )
    }

    /// Learns from a direct question; answers whether it is to be asked again the other way.
    private mutating func note(_ reply: ReadReply, of address: WebAddress) -> Bool {
        let now = reply.finishedAt
        used.insert(address)
        switch DirectEvidence(reply) {
        case .proof where !map.isInside(address): return isThroughServer
        case .proof(let identity) where isExpected(identity, at: address):
            provenAt = now
            lost = []
            isThroughServer = false
            trialDueAt = nil
            return false
        case .readable: return isThroughServer
        case .doubtful where isThroughServer || provenAt != nil: return isThroughServer
        case .proof, .doubtful, .loss: break
        }
        guard !isThroughServer else { return true }
        lost.insert(address)
        if let provenAt, now - provenAt < Self.patience || !lost.isSuperset(of: used) { return false }
        isThroughServer = true
        provenAt = nil
        lost = []
        trialDueAt = now + Self.trialInterval
        return true
    }

    /// Whether nobody else answers there through the API server.
    private func isExpected(_ identity: DirectEvidence.Identity?, at address: WebAddress) -> Bool {
        guard let identity, let known = detour(of: address).flatMap({ identities[$0] }) else { return true }
        return identity == known
    }

    mutating func clockWasSetBack(to now: Timestamp) {
        trialDueAt = trialDueAt.map { min($0, now + .seconds(1)) }
        provenAt = provenAt.map { min($0, now) }
    }
}
