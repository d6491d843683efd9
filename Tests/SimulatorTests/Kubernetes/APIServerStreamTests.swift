import ClusterModel
import Foundation
import Simulator
import SimulatorServer
import TestSupport
import Testing

/// The API server over real sockets: answers that go on, and servers that do not.
struct APIServerStreamTests {
    private static let pods = PodLab.namespace + "/pods"

    private func launch(_ story: Story = Story()) throws -> (simulator: RunningSimulator, port: UInt16) {
        let simulator = try SimulatorServer.launch(kubernetesPort: 0) { now in
            [SimulatedCluster(Scenario.healthy.blueprint(), story: story, at: now, seed: 1)]
        }
        let url = try #require(simulator.addresses.first?.kubernetes?.url)
        return (simulator, try #require(UInt16(url.split(separator: ":").last ?? "")))
    }

    /// Sends a request and reads until the text satisfies `isEnough` or the peer closes.
    private func read(
        _ client: borrowing LoopbackClient,
        _ text: inout String,
        until isEnough: (String) -> Bool
    ) throws {
        while !isEnough(text) { text += String(decoding: try client.receive(), as: UTF8.self) }
    }

    private func ask(_ path: String, _ port: UInt16) throws -> LoopbackClient {
        let client = try LoopbackClient(port: port, timeout: 20_000)
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n")
        return client
    }

    @Test func `a watch is sent in chunks, with what happens as it happens`() throws {
        let (simulator, port) = try launch()
        defer { simulator.stop() }
        let client = try ask(Self.pods + "?watch=1&labelSelector=app%3Ddb2", port)
        var text = ""
        try read(client, &text) { $0.contains("\"ADDED\"") }
        #expect(text.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text.contains("\r\nTransfer-Encoding: chunked\r\n"))
        #expect(!text.contains("Content-Length"))
        simulator.apply(.podDeleted(.named("db2")))
        try read(client, &text) { $0.contains("\"DELETED\"") }
        #expect(text.contains("\"deletionTimestamp\""))
    }

    @Test func `a watch that ends leaves the connection for the next request`() throws {
        let (simulator, port) = try launch()
        defer { simulator.stop() }
        let client = try ask(Self.pods + "?watch=1&labelSelector=app%3Ddb2&timeoutSeconds=1", port)
        var text = ""
        try read(client, &text) { $0.hasSuffix("\r\n0\r\n\r\n") }
        try client.send("GET /version HTTP/1.1\r\nConnection: close\r\n\r\n")
        #expect(try client.receiveAll().contains("v1.32.13"))
        #expect(simulator.requestCounts == ["GET": 2])
    }

    @Test func `watches that are cut end in the middle`() throws {
        let (simulator, port) = try launch()
        defer { simulator.stop() }
        let client = try ask(Self.pods + "?watch=1", port)
        var text = ""
        try read(client, &text) { $0.contains("\"ADDED\"") }
        simulator.apply(.apiServer(.cutWatches))
        let rest = try client.receiveAll()
        #expect(!rest.hasSuffix("0\r\n\r\n"))
    }

    @Test func `a server that stops drops its watches and refuses until it is back`() throws {
        let (simulator, port) = try launch()
        defer { simulator.stop() }
        let client = try ask(Self.pods + "?watch=1", port)
        var text = ""
        try read(client, &text) { $0.contains("\"ADDED\"") }
        simulator.apply(.apiServer(.stop))
        _ = try client.receiveAll()
        #expect(eventually { (try? LoopbackClient(port: port)) == nil })
        simulator.apply(.apiServer(.start))
        #expect(eventually { (try? LoopbackClient(port: port)) != nil })
    }

    @Test func `a story begins though nobody asks`() throws {
        let story = Story([Story.Step(.milliseconds(300), .apiServer(.stop))])
        let (simulator, port) = try launch(story)
        defer { simulator.stop() }
        // To connect would be to ask.
        let address = "0100007F:\(String(port, radix: 16, uppercase: true).leftPadded(4))"
        #expect(
            try eventually {
                let table = try String(contentsOfFile: "/proc/net/tcp", encoding: .utf8)
                return !table.split(separator: "\n").contains { $0.contains(" \(address) 00000000:0000 0A ") }
            }
        )
    }

    @Test func `a followed log grows`() throws {
        let (simulator, port) = try launch()
        defer { simulator.stop() }
        let client = try ask("\(Self.pods)/\(PodLab.db1)/log?follow=true&tailLines=1", port)
        var text = ""
        try read(client, &text) { $0.contains("the leader with the lock") }
        simulator.apply(.killDatabase(.named("db1")))
        try read(client, &text) { $0.contains("WARNING: Postgresql is not running.") }
    }

    @Test func `every cluster has its own server, and none unless asked for`() throws {
        let none = try SimulatorServer.launch(.healthy)
        defer { none.stop() }
        #expect(none.addresses.allSatisfy { $0.kubernetes == nil })
        let two = try SimulatorServer.launch(.healthy, clusters: 2, kubernetesPort: 0)
        defer { two.stop() }
        #expect(Set(two.addresses.compactMap { $0.kubernetes?.url }).count == 2)
        #expect(two.addresses[0].json.contains("\"kubernetes\": {\"url\": \"http://127.0.0.1:"))
    }
}

extension String {
    fileprivate func leftPadded(_ width: Int) -> String { String(repeating: "0", count: max(0, width - count)) + self }
}
