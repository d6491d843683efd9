import ClusterModel

/// Looks for the pods of proxies that the selection leaves out, by the labels that the Service before them names.
///
/// They are few and change rarely, so they are read at intervals rather than watched.
struct ProxyScout: Equatable {
    private let server: WebAddress
    private var dueAt: [PodSelection: Timestamp] = [:]
    private var inFlight: Set<PodSelection> = []
    private var found: [PodSelection: [Pod]] = [:]
    /// Selections that answered or failed once.
    private var heard: Set<PodSelection> = []
    /// Counts changes.
    private(set) var edition = 0

    static let most = 4
    static let interval = Duration.seconds(5)
    static let deniedPause = Duration.seconds(60)

    init(server: WebAddress) { self.server = server }

    /// By namespace and name.
    var pods: [Pod] { found.values.flatMap { $0 }.sorted { $0.id < $1.id } }

    var isFirstRoundComplete: Bool { dueAt.keys.allSatisfy(heard.contains) }

    /// Looks for exactly these from now on.
    mutating func want(_ selections: [PodSelection], at now: Timestamp) {
        let wanted = Set(selections.prefix(Self.most))
        guard wanted != Set(dueAt.keys) else { return }
        dueAt = dueAt.filter { wanted.contains($0.key) }
        for selection in wanted where dueAt[selection] == nil { dueAt[selection] = now }
        let kept = found.filter { wanted.contains($0.key) }
        if kept.count != found.count { edition += 1 }
        found = kept
    }

    mutating func takeDue(at now: Timestamp) -> [KubernetesRequest] {
        let due = dueAt.filter { $0.value <= now && !inFlight.contains($0.key) }.keys
        inFlight.formUnion(due)
        return due.sorted { $0.order < $1.order }.map(request)
    }

    var nextDue: Timestamp? { dueAt.filter { !inFlight.contains($0.key) }.values.min() }

    private func request(_ selection: PodSelection) -> KubernetesRequest {
        KubernetesRequest(.pods(selection, page: .first), at: server)
    }

    /// The question was asked when the recording was made; answers whether it is one of these.
    mutating func assume(_ request: KubernetesRequest) -> Bool {
        guard request.server == server, case .pods(let selection, .first) = request.question, dueAt[selection] != nil
        else { return false }
        inFlight.insert(selection)
        return true
    }

    /// Takes a reply over; answers whether it was one of these.
    mutating func absorb(_ request: KubernetesRequest, _ reply: ReadReply) -> Bool {
        guard request.server == server, case .pods(let selection, .first) = request.question,
            inFlight.remove(selection) != nil
        else { return false }
        heard.insert(selection)
        guard dueAt[selection] != nil else { return true }
        dueAt[selection] = reply.finishedAt + Self.interval
        let read = reply.outcome.mapError { KubernetesProblem.failure($0) }
            .flatMap { KubernetesDecoder.pods($0, to: request.question) }
        switch read {
        case .success(let page):
            let pods = page.pods.sorted { $0.id < $1.id }
            guard pods != found[selection] else { break }
            found[selection] = pods
            edition += 1
        case .failure(let problem):
            if problem.isRefusal { dueAt[selection] = reply.finishedAt + Self.deniedPause }
        }
        return true
    }

    mutating func hasten(at now: Timestamp) { dueAt = dueAt.mapValues { min($0, now) } }

    mutating func clockWasSetBack(to now: Timestamp) { dueAt = dueAt.mapValues { min($0, now + .seconds(1)) } }
}

extension PodSelection {
    fileprivate var order: String { "\(namespace ?? "") \(selector ?? "")" }
}
