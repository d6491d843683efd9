import ClusterModel
import CurlTransport
import Endpoints
import Operations
import TestSupport
import Testing

/// No authority to write where there must be one.
struct NoAuthority: Error {}

/// A writer beside its reader, with the authority of a test.
struct Desk {
    let reader: CurlReader
    let writer: CurlWriter

    init(access: Access = Access()) throws {
        reader = try CurlReader(agents: access, proxies: access, userAgent: "nines/test", clock: SystemClock.now)
        switch Session.open(.operate) {
        case .readOnly: throw NoAuthority()
        case .readWrite(let authority):
            writer = CurlWriter(
                authority: authority,
                beside: reader,
                agents: access,
                userAgent: "nines/test",
                clock: SystemClock.now
            )
        }
    }

    /// Sends and waits far longer than it may take.
    func reply(to confirmed: ConfirmedPlan) throws -> WriteReply {
        writer.start(try #require(writer.request(confirmed, step: 0)))
        let end = ContinuousClock.now + .seconds(60)
        while ContinuousClock.now < end {
            _ = reader.wait(atMost: .seconds(60), descriptors: [])
            if let reply = writer.takeReplies().first { return reply }
        }
        throw NoReply()
    }
}

/// A writer owed a reply and gave none.
struct NoReply: Error {}

extension WriteReply {
    func answer() throws -> WriteAnswer { try outcome.get() }

    var failure: ReadFailure? {
        if case .failure(let failure) = outcome { failure } else { nil }
    }
}

/// A plan of one request, confirmed.
func confirmed(
    _ method: RequestOutline.Method = .post,
    _ path: String = "/switchover",
    at agent: WebAddress,
    body: String? = #"{"leader": "db1", "candidate": "db2"}"#,
    timeoutSeconds: Int = 20
) throws -> ConfirmedPlan {
    let outline = RequestOutline(method: method, agent: agent, path: path, body: body, timeoutSeconds: timeoutSeconds)
    let plan = Plan(
        operation: .switchover(Switchover(leader: "db1", candidate: "db2")),
        cluster: "orders",
        requests: [outline],
        checks: [],
        prediction: .done,
        confirmation: "db2",
        madeAt: SystemClock.now()
    )
    return try Confirmation(plan).confirm(typed: "db2", fresh: plan)
}
