import ClusterModel
import CurlTransport
import Endpoints
import Foundation
import Operations
import TestSupport
import Testing

/// What a writer sends, byte for byte, and what it makes of whatever comes back.
struct WriterTests {
    private static let done = "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\nSuccessfully switched over to \"db2\""

    /// Serves one script to one request; gives the reply and what arrived.
    private func exchange(
        _ steps: [LoopbackServer.Step],
        _ method: RequestOutline.Method = .post,
        _ path: String = "/switchover",
        body: String? = #"{"leader": "db1", "candidate": "db2"}"#,
        access: Access = Access(),
        timeoutSeconds: Int = 20
    ) throws -> (reply: WriteReply, requests: [String], connections: Int) {
        try LoopbackServer.run(script: { _ in steps }) { server in
            let desk = try Desk(access: access)
            let plan = try confirmed(method, path, at: server.web, body: body, timeoutSeconds: timeoutSeconds)
            let reply = try desk.reply(to: plan)
            return (reply, server.requests, server.acceptedConnections)
        }
    }

    @Test func `a POST carries its length, its type and its body`() throws {
        let body = #"{"leader": "db1", "candidate": "db2"}"#
        let (reply, requests, _) = try exchange([.readRequest, .read(body.utf8.count), .send(Self.done)], body: body)
        #expect(try reply.answer() == WriteAnswer(status: 200, text: "Successfully switched over to \"db2\""))
        #expect(reply.mayHaveArrived)
        let head = try #require(requests.first)
        #expect(head.hasPrefix("POST /switchover HTTP/1.1\r\n"))
        for line in ["Content-Length: \(body.utf8.count)", "Content-Type: application/json", "User-Agent: nines/test"] {
            #expect(head.contains("\(line)\r\n"), "\(head)")
        }
        #expect(!head.contains("Expect") && !head.contains("Authorization"))
        #expect(requests.last == body)
    }

    @Test(arguments: [RequestOutline.Method.post, .patch, .delete])
    func `a request without a body says that its length is nothing`(method: RequestOutline.Method) throws {
        let (reply, requests, _) = try exchange([.readRequest, .send(Self.done)], method, "/restart", body: nil)
        #expect(try reply.answer().status == 200)
        let head = try #require(requests.first)
        #expect(head.hasPrefix("\(method.rawValue) /restart HTTP/1.1\r\n") && head.contains("Content-Length: 0\r\n"))
    }

    @Test func `credentials go along as Basic`() throws {
        let access = Access(credentials: .init(username: "nines", password: Secret("open sesame")))
        let (_, requests, _) = try exchange([.readRequest, .send(Self.done)], body: nil, access: access)
        let line = "Authorization: Basic \(Data("nines:open sesame".utf8).base64EncodedString())\r\n"
        #expect(requests.first?.contains(line) == true)
    }

    @Test(arguments: [202, 400, 401, 403, 404, 409, 412, 422, 500, 503])
    func `every status is an answer with its text`(status: Int) throws {
        let (reply, _, connections) = try exchange([
            .readRequest, .send("HTTP/1.0 \(status) Whatever\r\n\r\nleader name does not match"),
        ])
        #expect(try reply.answer() == WriteAnswer(status: status, text: "leader name does not match"))
        #expect(connections == 1)
    }

    @Test func `a redirect is followed nowhere`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest, .send(Self.done)] }) { other in
            let (reply, _, _) = try exchange([
                .readRequest,
                .send("HTTP/1.1 307 Moved\r\nLocation: \(other.web.url)/switchover\r\nContent-Length: 0\r\n\r\n"),
            ])
            #expect(try reply.answer().status == 307)
            #expect(other.acceptedConnections == 0)
        }
    }

    @Test func `a 100 Continue is not the answer`() throws {
        let (reply, _, _) = try exchange([.readRequest, .send("HTTP/1.1 100 Continue\r\n\r\n"), .send(Self.done)])
        #expect(try reply.answer().status == 200)
        let (lost, _, _) = try exchange([.readRequest, .send("HTTP/1.1 100 Continue\r\n\r\n")])
        #expect(lost.failure != nil && lost.mayHaveArrived)
    }

    @Test func `an agent that refuses got nothing`() throws {
        let agent = WebAddress(host: "127.0.0.1", port: try LoopbackServer.refusedPort())
        let reply = try Desk().reply(to: confirmed(at: agent))
        #expect(reply.failure == .connectionRefused && !reply.mayHaveArrived)
    }

    @Test func `an agent whose name does not resolve got nothing`() throws {
        let reply = try Desk().reply(to: confirmed(at: WebAddress(host: "db1.invalid", port: 8008)))
        #expect(reply.failure == .nameNotResolved(host: "db1.invalid") && !reply.mayHaveArrived)
    }

    @Test func `a connection that closes after the request leaves it open`() throws {
        let (reply, requests, connections) = try exchange([.readRequest])
        #expect(reply.failure != nil && reply.mayHaveArrived)
        #expect(requests.count == 1 && connections == 1, "sent again")
    }

    @Test func `a reset after the request leaves it open, and is not tried again`() throws {
        let (reply, _, connections) = try exchange([.readRequest, .reset])
        #expect(reply.failure != nil && reply.mayHaveArrived && connections == 1)
    }

    @Test func `silence after the request is a time-out that leaves it open`() throws {
        let (reply, _, _) = try exchange([.readRequest, .hold], body: nil, timeoutSeconds: 1)
        #expect(reply.failure == .timedOut(connected: true) && reply.mayHaveArrived)
    }

    @Test func `an answer without end is cut and keeps its status`() throws {
        let (reply, _, _) = try exchange([
            .readRequest, .send("HTTP/1.0 503 Service Unavailable\r\n\r\n"), .sendEndlessly(Array("Ha".utf8)),
        ])
        let answer = try reply.answer()
        #expect(answer.status == 503 && answer.text.count <= 2_000)
    }

    @Test func `what is not HTTP leaves it open`() throws {
        let (reply, _, _) = try exchange([.readRequest, .send("SSH-2.0-OpenSSH_9.2\r\n")])
        #expect(reply.failure != nil && reply.mayHaveArrived)
    }

    @Test func `reads go on beside a write that hangs, and one wait serves both`() throws {
        try LoopbackServer.run(script: { _ in [.readRequest, .hold] }) { hanging in
            try LoopbackServer.run(script: { _ in [.readRequest, .send("HTTP/1.0 200 OK\r\n\r\n{}")] }) { agent in
                let desk = try Desk()
                let plan = try confirmed(at: hanging.web, body: nil)
                desk.writer.start(try #require(desk.writer.request(plan, step: 0)))
                for _ in 0..<3 {
                    desk.reader.start(.agent(agent.web), deadline: .seconds(20))
                    #expect(desk.reader.wait(atMost: .seconds(60), descriptors: []).replies.count == 1)
                }
                #expect(!desk.writer.isIdle && desk.writer.takeReplies().isEmpty)
                // A look of its own forgets its reads; the write stays.
                desk.reader.cancelAll()
                #expect(!desk.writer.isIdle)
            }
        }
    }

    @Test func `a step that the plan does not have is no request`() throws {
        let plan = try confirmed(at: WebAddress(host: "127.0.0.1", port: 9))
        #expect(try Desk().writer.request(plan, step: 1) == nil)
    }
}
