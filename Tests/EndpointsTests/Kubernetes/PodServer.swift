import ClusterModel
import TestSupport

@testable import Endpoints

/// An API server with pods in it, as far as `PodWatch` can tell: versions, pages, watches, and what goes wrong with them.
struct PodServer {
    struct StoredPod: Equatable {
        var name: String
        var uid: Int
        var version: Int
        var phase = "Running"
        var ip = "10.1.0.1"
        var isReady = true
        var labels = ["app": "db"]
        var ports: [Int] = []

        var json: String {
            let labels = labels.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\"\($0.value)\"" }.joined(
                separator: ","
            )
            let declared = ports.map { "{\"containerPort\":\($0)}" }.joined(separator: ",")
            return """
                {"metadata":{"name":"\(name)","namespace":"platform","uid":"u\(uid)","resourceVersion":"\(version)",\
                "labels":{\(labels)},"creationTimestamp":"2026-11-22T15:00:00Z","managedFields":[{"manager":"x"}]},\
                "spec":{"containers":[{"name":"db","ports":[\(declared)]}],"nodeName":"n1"},"status":{"phase":"\(phase)","podIP":"\(ip)",\
                "conditions":[{"type":"Ready","status":"\(isReady ? "True" : "False")"}],\
                "containerStatuses":[{"name":"db","ready":\(isReady),"restartCount":0,"state":{"running":{}}}]}}
                """
        }
    }

    struct Event: Equatable {
        var kind: String
        var pod: StoredPod
    }

    private(set) var version = 100
    private(set) var pods: [String: StoredPod] = [:]
    /// The states after each version that is still kept.
    private var states: [Int: [StoredPod]] = [100: []]
    private(set) var events: [Event] = []
    private(set) var compactedTo = 100
    private var nextUID = 1
    var pageSize = 3
    /// Every page leads to another one.
    var isEndless = false
    /// Answers everything with this while it is set.
    var refusal: Result<ReadAnswer, ReadFailure>?
    /// Answers watches alone with this while it is set.
    var watchRefusal: Result<ReadAnswer, ReadFailure>?

    mutating func add(_ name: String, ip: String = "10.1.0.1", isReady: Bool = true) {
        guard pods[name] == nil else { return }
        version += 1
        nextUID += 1
        note("ADDED", StoredPod(name: name, uid: nextUID, version: version, ip: ip, isReady: isReady))
    }

    mutating func change(_ name: String, _ change: (inout StoredPod) -> Void = { $0.isReady.toggle() }) {
        guard var pod = pods[name] else { return }
        version += 1
        change(&pod)
        pod.version = version
        note("MODIFIED", pod)
    }

    mutating func delete(_ name: String) {
        guard var pod = pods[name] else { return }
        version += 1
        pod.version = version
        note("DELETED", pod)
    }

    /// Something happens to other objects of the server.
    mutating func pass() {
        version += 1
        states[version] = sorted
    }

    private mutating func note(_ kind: String, _ pod: StoredPod) {
        pods[pod.name] = kind == "DELETED" ? nil : pod
        events.append(Event(kind: kind, pod: pod))
        states[version] = sorted
    }

    private var sorted: [StoredPod] { pods.values.sorted { $0.name < $1.name } }

    /// Forgets the past.
    mutating func compact() {
        compactedTo = version
        states = states.filter { $0.key >= version }
        events.removeAll { $0.pod.version <= version }
    }

    /// A backup of some versions ago is put back.
    mutating func restore(_ count: Int) {
        version = max(101, version - count)
        pods = pods.filter { $0.value.version <= version }
        compactedTo = version
        events = []
        states = [version: sorted]
    }

    // MARK: - Answers

    func page(_ page: ListPage) -> Result<ReadAnswer, ReadFailure> {
        if let refusal { return refusal }
        if isEndless {
            var number = 0
            if case .after(let token) = page { number = token.split(separator: ":").last.flatMap { Int($0) } ?? 0 }
            return .success(list(sorted, version: version, next: "\(number + 1)"))
        }
        switch page {
        case .whole: return .success(list(sorted, version: version, next: nil))
        case .first: return .success(part(of: sorted, after: "", version: version))
        case .after(let token):
            let words = token.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
            guard let at = Int(words[0]), let state = states[at], at >= compactedTo else {
                return (try? Fixture("kubernetes-1.32.13/410-continue.http").outcome()) ?? .failure(.cutShort)
            }
            return .success(part(of: state, after: words[1], version: at))
        }
    }

    private func part(of pods: [StoredPod], after name: String, version: Int) -> ReadAnswer {
        let rest = pods.filter { $0.name > name }
        let part = rest.prefix(pageSize)
        return list(Array(part), version: version, next: rest.count > part.count ? part.last.map(\.name) : nil)
    }

    private func list(_ pods: [StoredPod], version: Int, next: String?) -> ReadAnswer {
        let token = next.map { ",\"continue\":\"\(version):\($0)\"" } ?? ""
        let items = pods.map(\.json).joined(separator: ",")
        return ReadAnswer(
            "{\"kind\":\"PodList\",\"metadata\":{\"resourceVersion\":\"\(version)\"\(token)},\"items\":[\(items)]}"
        )
    }

    static func line(_ event: Event) -> String { "{\"type\":\"\(event.kind)\",\"object\":\(event.pod.json)}" }

    static func bookmark(_ version: Int) -> String {
        "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"resourceVersion\":\"\(version)\"}}}"
    }

    static let expired = """
        {"type":"ERROR","object":{"kind":"Status","status":"Failure","message":"too old resource version: 1 (755)",\
        "reason":"Expired","code":410}}
        """
}
