import ClusterModel

/// The state of the Kubernetes cluster around a simulated database cluster: what its API server stores, and how that
/// server is behaved.
package struct SimulatedKubernetes: Sendable {
    /// A write to the store, kept for watches until it is compacted.
    struct Change: Sendable {
        var version: Int64
        /// What the object was before, nil for a new one.
        var before: KubernetesObject?
        /// What it is now, nil when it was deleted.
        var after: KubernetesObject?
    }

    package let settings: KubernetesBlueprint
    package internal(set) var nodes: [SimulatedNode] = []
    var places: [PodPlace] = []
    var services: [SimulatedService] = []
    var events: [KubernetesEvent] = []
    let createdAt: Timestamp
    var generator: SeededGenerator

    /// The store's revision; every write raises it.
    package internal(set) var version: Int64 = 734
    /// The newest revision whose predecessors are forgotten.
    var compactedVersion: Int64 = 734
    var changes: [Change] = []
    private var published: [String: SimulatedPod] = [:]
    private var publishedNodes: [SimulatedNode] = []

    var conduct = APIServerConduct()
    /// When the proxies look the members' names up again.
    var resolution: Timestamp?

    private static let changeLimit = 2000
    private static let eventLimit = 200

    init(_ settings: KubernetesBlueprint, createdAt: Timestamp, seed: UInt64) {
        self.settings = settings
        self.createdAt = createdAt
        generator = SeededGenerator(seed: seed ^ 0x6B75_6265_726E_6574)
    }

    /// The pods that are stored, by name.
    package var pods: [SimulatedPod] { places.map(\.pod).sorted { $0.name < $1.name } }

    // MARK: Writing

    /// Stores what has changed since the last time: a revision and a change for every object that differs.
    mutating func commit() {
        var seen: Set<String> = []
        for index in places.indices {
            let name = places[index].pod.name
            seen.insert(name)
            let before = published[name]
            guard before != places[index].pod else { continue }
            version += 1
            places[index].pod.resourceVersion = version
            published[name] = places[index].pod
            append(Change(version: version, before: before.map { .pod($0) }, after: .pod(places[index].pod)))
        }
        if seen.count < published.count {
            for (name, pod) in published.sorted(by: { $0.key < $1.key }) where !seen.contains(name) {
                version += 1
                published[name] = nil
                append(Change(version: version, before: .pod(pod), after: nil))
            }
        }
        for index in nodes.indices {
            let before = publishedNodes.indices.contains(index) ? publishedNodes[index] : nil
            guard before != nodes[index] else { continue }
            version += 1
            nodes[index].resourceVersion = version
            append(Change(version: version, before: before.map { .node($0) }, after: .node(nodes[index])))
        }
        publishedNodes = nodes
    }

    private mutating func append(_ change: Change) {
        changes.append(change)
        guard changes.count > Self.changeLimit else { return }
        compactedVersion = changes[Self.changeLimit / 2 - 1].version
        changes.removeFirst(Self.changeLimit / 2)
    }

    /// Forgets every change, as etcd does every five minutes.
    mutating func compact() {
        compactedVersion = version
        changes = []
    }

    /// The store goes back to where it was: what clients have seen since has not happened yet.
    mutating func restoreOlderStore() {
        version = max(1, version / 2)
        compactedVersion = version
        changes = []
        published = published.mapValues { pod in
            var pod = pod
            pod.resourceVersion = min(pod.resourceVersion, version)
            return pod
        }
        for index in places.indices {
            places[index].pod.resourceVersion = min(places[index].pod.resourceVersion, version)
        }
    }

    /// Notes an event, or counts it up when the same was said of the same subject before.
    mutating func note(
        _ reason: String,
        _ message: String,
        of subject: KubernetesEvent.Subject,
        isWarning: Bool = false,
        source: String,
        node: String? = nil,
        at now: Timestamp
    ) {
        version += 1
        if let index = events.lastIndex(where: {
            $0.subject == subject && $0.reason == reason && $0.message == message
        }) {
            let before = events[index]
            events[index].count += 1
            events[index].lastAt = now
            events[index].resourceVersion = version
            return append(Change(version: version, before: .event(before), after: .event(events[index])))
        }
        var event = KubernetesEvent(
            name: "\(subject.name).\(String(generator.next(), radix: 16))",
            uid: uid(),
            namespace: subject.namespace ?? "default",
            subject: subject,
            isWarning: isWarning,
            reason: reason,
            message: message,
            source: source,
            node: node,
            firstAt: now,
            lastAt: now
        )
        event.resourceVersion = version
        events.append(event)
        append(Change(version: version, before: nil, after: .event(event)))
        if events.count > Self.eventLimit { events.removeFirst() }
    }

    // MARK: Names

    /// A random identifier of version 4.
    mutating func uid() -> String {
        let high = (generator.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
        let low = (generator.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(position) { text += "-" }
            text.append(digit)
        }
        return text
    }

    /// `containerd://` and 64 digits.
    mutating func containerIdentifier() -> String {
        "containerd://" + (0..<4).map { _ in Self.hexadecimal(generator.next()) }.joined()
    }

    /// What a ReplicaSet appends to a pod's name: five letters and digits that make no words.
    mutating func suffix(_ length: Int = 5) -> String {
        let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
        return String((0..<length).map { _ in alphabet[Int(generator.next() % UInt64(alphabet.count))] })
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    // MARK: Reading

    func objects(of kind: KubernetesKind) -> [KubernetesObject] {
        switch kind {
        case .pods: pods.map { .pod($0) }
        case .services: services.map { .service($0) }
        case .events: events.sorted { $0.name < $1.name }.map { .event($0) }
        case .nodes: nodes.map { .node($0) }
        case .namespaces:
            ["default", settings.namespace].sorted().map {
                .namespace(name: $0, uid: "00000000-0000-4000-8000-00000000000\($0.count)", createdAt: createdAt)
            }
        }
    }
}
