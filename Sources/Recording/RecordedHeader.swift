import ClusterModel
import Endpoints

/// The first line of a recording as JSON spells it.
struct RecordedHeader: Codable {
    var schema: String
    var nines: String?
    var startedAt: Int64
    var utcOffsetSeconds: Int?
    var name: String?
    var label: String?
    var agents: [String]?
    var proxies: [String]?
    var probes: [String]?
    var intervalMs: Int64?
    var serverMembers: [String: String]?
    var scope: String?
    var etcd: RecordedStore?
    var kubernetes: RecordedPods?

    private static let mostAddresses = 1000

    init(_ header: RecordingHeader) {
        schema = RecordingHeader.schema
        nines = header.version
        startedAt = header.startedAt.millisecondsSinceEpoch
        utcOffsetSeconds = header.utcOffsetSeconds
        name = header.plan.name
        label = header.label
        agents = header.plan.agents.map(\.url)
        proxies = header.plan.proxies.map(\.url)
        probes = header.plan.probes.map(\.description)
        intervalMs = header.plan.interval.inMilliseconds
        serverMembers = header.plan.serverMembers.mapValues(\.text)
        scope = header.plan.scope
        etcd = header.plan.store.map { RecordedStore($0) }
        kubernetes = header.plan.kubernetes.map { RecordedPods($0) }
    }

    /// What the line means, every text made safe to show and every number brought into its range.
    func header() throws(RecordingError.Problem) -> RecordingHeader {
        let plan: WatchPlan
        do {
            plan = WatchPlan(
                name: name?.printable(),
                scope: scope?.printable(limit: 128),
                agents: try Self.parsed(agents) { text throws(AddressError) in try WebAddress.agent(parsing: text) },
                proxies: try Self.parsed(proxies) { text throws(AddressError) in try WebAddress.proxy(parsing: text) },
                probes: try Self.parsed(probes) { text throws(AddressError) in try ClientAddress(parsing: text) },
                interval: .milliseconds(min(max(intervalMs ?? 1000, 100), 3_600_000)),
                serverMembers: (serverMembers ?? [:]).mapValues { MemberName($0) },
                store: try etcd?.plan(),
                kubernetes: try kubernetes?.plan()
            )
        } catch {
            throw .address(error.description)
        }
        return RecordingHeader(
            startedAt: Timestamp(recorded: startedAt),
            version: (nines ?? "unknown").printable(limit: 32),
            utcOffsetSeconds: min(max(utcOffsetSeconds ?? 0, -86_400), 86_400),
            plan: plan,
            label: label?.printable(limit: 64)
        )
    }

    static func parsed<Address>(
        _ texts: [String]?,
        _ parse: (String) throws(AddressError) -> Address
    ) throws(AddressError) -> [Address] {
        var addresses: [Address] = []
        for text in (texts ?? []).prefix(mostAddresses) { addresses.append(try parse(text)) }
        return addresses
    }
}

/// Which etcd was watched; how to be let in is no part of it.
struct RecordedStore: Codable {
    var endpoints: [String]?
    var namespace: String?
    var scope: String?

    init(_ plan: StorePlan) {
        endpoints = plan.endpoints.map(\.url)
        namespace = plan.namespace
        scope = plan.scope
    }

    /// Without a login: a replay logs in nowhere.
    func plan() throws(AddressError) -> StorePlan {
        StorePlan(
            endpoints: try RecordedHeader.parsed(endpoints) { text throws(AddressError) in
                try WebAddress.store(parsing: text)
            },
            namespace: (namespace ?? "service").printable(),
            scope: scope?.printable(limit: 128)
        )
    }
}

/// Which pods were watched, and where.
struct RecordedPods: Codable {
    var server: String
    var namespace: String?
    var selector: String?
    var podMembers: [String: String]?
    var way: String?

    init(_ plan: KubernetesPlan) {
        server = plan.server.url
        namespace = plan.pods.namespace
        selector = plan.pods.selector
        podMembers = plan.podMembers.mapValues(\.text)
        way = plan.way.rawValue
    }

    func plan() throws(AddressError) -> KubernetesPlan {
        KubernetesPlan(
            server: try WebAddress.apiServer(parsing: server, isTLSUnlessSaid: true),
            pods: PodSelection(namespace: namespace, selector: selector),
            podMembers: (podMembers ?? [:]).mapValues { MemberName($0) },
            way: way.flatMap(PodWay.init(rawValue:)) ?? .automatic
        )
    }
}

/// The part of the first line by which a file is known for a recording.
struct RecordedSchema: Decodable {
    var schema: String

    func check() throws(RecordingError.Problem) {
        guard schema == RecordingHeader.schema else { throw .schema(schema.printable(limit: 64)) }
    }
}

extension Timestamp {
    /// A time from a file, brought between 1970 and 9999, so that no reckoning with it overflows.
    init(recorded milliseconds: Int64) {
        self.init(millisecondsSinceEpoch: min(max(milliseconds, 0), 253_402_300_799_999))
    }
}
