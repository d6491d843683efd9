import ClusterModel
import CurlTransport
import Endpoints
import TestSupport
import Testing

/// The outcome of one request, waited for far longer than it may take.
func outcome(
    of request: ReadRequest,
    access: Access = Access(),
    deadline: Duration = .seconds(20)
) throws -> Result<ReadAnswer, ReadFailure> {
    let reader = try CurlReader(agents: access, proxies: access, userAgent: "nines/test", clock: SystemClock.now)
    reader.start(request, deadline: deadline)
    let reply = try #require(reader.wait(atMost: .seconds(60), descriptors: []).replies.first)
    #expect(reply.request == request)
    return reply.outcome
}

/// The answer to one request; a failure ends the test.
func answer(to request: ReadRequest, access: Access = Access()) throws -> ReadAnswer {
    try outcome(of: request, access: access).get()
}

/// The reason why one request got no answer; an answer ends the test.
func failure(
    of request: ReadRequest,
    access: Access = Access(),
    deadline: Duration = .seconds(20)
) throws -> ReadFailure {
    switch try outcome(of: request, access: access, deadline: deadline) {
    case .success(let answer): throw UnexpectedAnswer(status: answer.status, bytes: answer.body.count)
    case .failure(let failure): return failure
    }
}

/// An answer came where none should have.
struct UnexpectedAnswer: Error {
    var status: Int
    var bytes: Int
}

extension LoopbackServer {
    var web: WebAddress { WebAddress(host: "127.0.0.1", port: port) }
    var client: ClientAddress { ClientAddress(host: "127.0.0.1", port: port) }
}

extension ReadAnswer {
    var text: String { String(decoding: body, as: UTF8.self) }
}
