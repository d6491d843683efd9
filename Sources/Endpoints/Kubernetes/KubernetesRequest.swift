import ClusterModel

/// One question to a Kubernetes API server: a GET, made from a closed list.
///
/// Whatever stands in a name, a label or a token is percent-encoded, so that nothing of it changes the path or adds a parameter.
package struct KubernetesRequest: Hashable, Sendable {
    /// With the path below which the API answers, where a gateway has one.
    package var server: WebAddress
    package var question: KubernetesQuestion

    package init(_ question: KubernetesQuestion, at server: WebAddress) {
        self.server = server
        self.question = question
    }

    package var url: String {
        let path = server.path.hasSuffix("/") ? String(server.path.dropLast()) : server.path
        var root = server
        root.path = path
        return root.url + question.path
    }
}

/// Everything that is ever asked of a Kubernetes API server to watch pods.
package enum KubernetesQuestion: Hashable, Sendable {
    case pods(PodSelection, page: ListPage = .first)
    /// Every change of those pods after a resource version, as a stream that the server ends after `watchSeconds`.
    case watchPods(PodSelection, from: String)
    /// The Services of a namespace, of all of them when nil.
    case services(namespace: String?)
    /// What was noted about one pod; of its predecessors of the same name too when `uid` is nil.
    case events(of: PodName, uid: String? = nil)
    case log(PodLog)

    /// Pods in a page: about 2 MB, and read in some 20 ms.
    package static let pageSize = 500
    /// How long a watch stands: shortly before the server ends it, it tells how far it got, which also proves that it lived.
    package static let watchSeconds = 30

    package var isStream: Bool {
        switch self {
        case .watchPods: true
        case .log(let log): log.follows
        case .pods, .services, .events: false
        }
    }

    /// How long an answer may take, and of a stream the longest silence.
    package var deadline: Duration {
        switch self {
        case .pods: .seconds(15)
        case .watchPods: .seconds(Self.watchSeconds + 5)
        case .services, .events: .seconds(5)
        case .log(let log): log.follows ? .seconds(3600) : .seconds(15)
        }
    }

    /// Bytes after which an answer, or one message of a stream, is given up.
    package var limitBytes: Int {
        switch self {
        case .pods: 64 << 20
        case .watchPods: 4 << 20
        case .services, .events: 16 << 20
        case .log(let log): log.follows ? 1 << 20 : 16 << 20
        }
    }

    /// A word that orders questions and tells their kinds apart.
    package var kind: String {
        switch self {
        case .pods: "pods"
        case .watchPods: "watch"
        case .services: "services"
        case .events: "events"
        case .log: "log"
        }
    }

    /// What it does to what, as roles name it: `list pods in namespace platform`.
    package var permission: String {
        switch self {
        case .pods(let selection, _): "list pods\(Self.place(selection.namespace))"
        case .watchPods(let selection, _): "watch pods\(Self.place(selection.namespace))"
        case .services(let namespace): "list services\(Self.place(namespace))"
        case .events(let pod, _): "list events\(Self.place(pod.namespace))"
        case .log(let log): "get pods/log\(Self.place(log.pod.namespace))"
        }
    }

    private static func place(_ namespace: String?) -> String {
        namespace.map { " in namespace \($0.printable(limit: 253))" } ?? " in all namespaces"
    }
}

/// Which part of a long list.
package enum ListPage: Hashable, Sendable {
    case first
    /// The page after the one that ended with this token.
    case after(String)
    /// Everything at once: a token lives only for minutes, and what one that has run out gives does not fit together.
    case whole
}

/// Which pods: those of a namespace, or of all of them, that a label selector lets through.
package struct PodSelection: Hashable, Sendable {
    package var namespace: String?
    /// As kubectl's `-l` takes it; nil for all.
    package var selector: String?

    package init(namespace: String?, selector: String? = nil) {
        self.namespace = namespace
        self.selector = selector
    }
}

/// What to read of a container's log.
package struct PodLog: Hashable, Sendable {
    package var pod: PodName
    /// Needed where a pod has more than one.
    package var container: String?
    /// Goes on with every line that is written, as a stream.
    package var follows: Bool
    /// Of the container before it was last started again.
    package var isPrevious: Bool
    /// The last lines alone.
    package var tailLines: Int?
    /// Lines from then on alone.
    package var since: Timestamp?
    /// Each line begins with when it was written.
    package var hasTimestamps: Bool

    package init(
        of pod: PodName,
        container: String? = nil,
        follows: Bool = false,
        isPrevious: Bool = false,
        tailLines: Int? = nil,
        since: Timestamp? = nil,
        hasTimestamps: Bool = false
    ) {
        self.pod = pod
        self.container = container
        self.follows = follows
        self.isPrevious = isPrevious
        self.tailLines = tailLines
        self.since = since
        self.hasTimestamps = hasTimestamps
    }
}
