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
    }

    /// What the line means, every text made safe to show and every number brought into its range.
    func header() throws(RecordingError.Problem) -> RecordingHeader {
        let plan: WatchPlan
        do {
            plan = WatchPlan(
                name: name?.printable(),
                agents: try Self.parsed(agents) { text throws(AddressError) in try WebAddress.agent(parsing: text) },
                proxies: try Self.parsed(proxies) { text throws(AddressError) in try WebAddress.proxy(parsing: text) },
                probes: try Self.parsed(probes) { text throws(AddressError) in try ClientAddress(parsing: text) },
                interval: .milliseconds(min(max(intervalMs ?? 1000, 100), 3_600_000)),
                serverMembers: (serverMembers ?? [:]).mapValues { MemberName($0) }
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

    private static func parsed<Address>(
        _ texts: [String]?,
        _ parse: (String) throws(AddressError) -> Address
    ) throws(AddressError) -> [Address] {
        var addresses: [Address] = []
        for text in (texts ?? []).prefix(mostAddresses) { addresses.append(try parse(text)) }
        return addresses
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
