import ClusterModel
import Endpoints

/// A question to etcd or to a Kubernetes API server as a recording spells it.
///
/// Logins and containers' logs have no spelling: they are left out, for the token in the one and whatever stands in the other.
struct RecordedQuestion: Codable, Equatable {
    var what: String
    /// etcd's, where it is not the usual one.
    var dialect: String?
    /// Below which etcd's keys are.
    var prefix: String?
    /// etcd's revision, or the resource version, from which a watch goes on.
    var from: String?
    var lease: Int64?
    /// Of the pods, or of everything where there is none.
    var namespace: String?
    var selector: String?
    /// The token that a page of a list goes on with.
    var after: String?
    var pod: String?
    var uid: String?

    /// Nil for a login.
    init?(_ request: StoreRequest) {
        what = request.question.kind
        dialect = request.dialect == .v3 ? nil : request.dialect.rawValue
        switch request.question {
        case .authenticate: return nil
        case .keys(let prefix): self.prefix = prefix.path
        case .watch(let prefix, let revision):
            self.prefix = prefix.path
            from = "\(revision)"
        case .lease(let id): lease = id
        case .status, .members: break
        }
    }

    /// Nil for a log.
    init?(_ question: KubernetesQuestion) {
        what = question.kind
        switch question {
        case .log: return nil
        case .pods(let selection, let page):
            take(selection)
            switch page {
            case .first: break
            case .after(let token): after = token
            case .whole: what = Self.wholeList
            }
        case .watchPods(let selection, let version):
            take(selection)
            from = version
        case .services(let namespace): self.namespace = namespace
        case .events(let pod, let uid):
            namespace = pod.namespace
            self.pod = pod.name
            self.uid = uid
        }
    }

    private mutating func take(_ selection: PodSelection) {
        namespace = selection.namespace
        selector = selection.selector
    }

    private static let wholeList = "pods-whole"

    /// The question to etcd; nil when this version does not know it.
    func store(at endpoint: WebAddress) -> StoreRequest? {
        guard let dialect = StoreDialect(rawValue: dialect ?? StoreDialect.v3.rawValue) else { return nil }
        return storeQuestion.map { StoreRequest($0, at: endpoint, in: dialect) }
    }

    private var storeQuestion: StoreQuestion? {
        switch what {
        case "status": .status
        case "members": .members
        case "lease": lease.map { .lease(id: $0) }
        case "keys": storePrefix.map { .keys($0) }
        case "watch": storePrefix.flatMap { prefix in from.flatMap { Int64($0) }.map { .watch(prefix, from: $0) } }
        default: nil
        }
    }

    private var storePrefix: StorePrefix? {
        let parts = (prefix ?? "").split(separator: "/")
        guard let scope = parts.last else { return nil }
        return StorePrefix(namespace: parts.dropLast().joined(separator: "/"), scope: String(scope))
    }

    /// The question to a Kubernetes API server; nil when this version does not know it.
    func kubernetes(at server: WebAddress) -> KubernetesRequest? {
        kubernetesQuestion.map { KubernetesRequest($0, at: server) }
    }

    private var kubernetesQuestion: KubernetesQuestion? {
        let selection = PodSelection(namespace: namespace, selector: selector)
        return switch what {
        case "pods": .pods(selection, page: after.map { .after($0) } ?? .first)
        case Self.wholeList: .pods(selection, page: .whole)
        case "watch": from.map { .watchPods(selection, from: $0) }
        case "services": .services(namespace: namespace)
        case "events": pod.map { .events(of: PodName(namespace: namespace ?? "", name: $0), uid: uid) }
        default: nil
        }
    }
}
