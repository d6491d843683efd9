import ClusterModel

extension KubernetesQuestion {
    /// Path and query below the API's root.
    package var path: String {
        let parts = parameters.map { "\($0.name)=\($0.value.percentEncoded)" }
        return resource + (parts.isEmpty ? "" : "?" + parts.joined(separator: "&"))
    }

    private var resource: String {
        switch self {
        case .pods(let selection, _), .watchPods(let selection, _): Self.resource("pods", in: selection.namespace)
        case .services(let namespace): Self.resource("services", in: namespace)
        case .events(let pod, _): Self.resource("events", in: pod.namespace)
        case .log(let log):
            Self.resource("pods", in: log.pod.namespace) + "/\(log.pod.name.pathSegment)/log"
        }
    }

    private static func resource(_ plural: String, in namespace: String?) -> String {
        "/api/v1" + (namespace.map { "/namespaces/\($0.pathSegment)" } ?? "") + "/\(plural)"
    }

    private typealias Parameter = (name: String, value: String)

    private var parameters: [Parameter] {
        switch self {
        case .pods(let selection, let page): Self.parameters(of: page) + Self.selector(selection)
        case .watchPods(let selection, let version):
            [
                ("watch", "true"), ("allowWatchBookmarks", "true"), ("resourceVersion", version),
                ("timeoutSeconds", "\(Self.watchSeconds)"),
            ] + Self.selector(selection)
        case .services: [("limit", "\(Self.pageSize)")]
        case .events(let pod, let uid):
            [("limit", "100"), ("fieldSelector", Self.involved(pod, uid))]
        case .log(let log): Self.parameters(of: log)
        }
    }

    private static func parameters(of page: ListPage) -> [Parameter] {
        switch page {
        case .first: [("limit", "\(pageSize)")]
        case .after(let token): [("limit", "\(pageSize)"), ("continue", token)]
        case .whole: []
        }
    }

    private static func selector(_ selection: PodSelection) -> [Parameter] {
        selection.selector.map { [("labelSelector", $0)] } ?? []
    }

    private static func involved(_ pod: PodName, _ uid: String?) -> String {
        (["involvedObject.name=\(pod.name.fieldValue)"] + (uid.map { ["involvedObject.uid=\($0.fieldValue)"] } ?? []))
            .joined(separator: ",")
    }

    private static func parameters(of log: PodLog) -> [Parameter] {
        var parameters: [Parameter] = log.container.map { [("container", $0)] } ?? []
        if log.follows { parameters.append(("follow", "true")) }
        if log.isPrevious { parameters.append(("previous", "true")) }
        if let lines = log.tailLines { parameters.append(("tailLines", "\(max(0, lines))")) }
        if let since = log.since { parameters.append(("sinceTime", CivilTime(since).iso8601)) }
        if log.hasTimestamps { parameters.append(("timestamps", "true")) }
        return parameters
    }
}

extension String {
    /// The text with everything escaped that has a meaning in a URL (RFC 3986, 2.3).
    package var percentEncoded: String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: bytes.append(byte)
            default: bytes += [0x25, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text as one segment of a path.
    ///
    /// What means another segment even when it is encoded becomes a name that no object can have.
    package var pathSegment: String { ["", ".", ".."].contains(self) ? "-" : percentEncoded }

    /// The text as a value in a field selector (kubernetes `apimachinery/pkg/fields EscapeValue`).
    fileprivate var fieldValue: String {
        String(flatMap { [",", "=", "\\"].contains($0) ? ["\\", $0] : [$0] })
    }
}
