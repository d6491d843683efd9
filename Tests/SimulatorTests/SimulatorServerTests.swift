import ClusterModel
import Simulator
import SimulatorServer
import Testing

/// The simulator over real sockets.
struct SimulatorServerTests {
    private func port(_ url: String) throws -> UInt16 {
        let digits = url.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
        return try #require(UInt16(digits))
    }

    private func agents(_ simulator: RunningSimulator) throws -> [UInt16] {
        try #require(simulator.addresses.first).agents.map { try port($0.url) }
    }

    private func proxy(_ simulator: RunningSimulator) throws -> SimulatedAddresses.Proxy {
        try #require(simulator.addresses.first?.proxies.first)
    }

    /// Tries until `condition` holds, for ten seconds at most.
    private func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
        let deadline = ContinuousClock.now + .seconds(10)
        repeat {
            if try condition() { return true }
        } while ContinuousClock.now < deadline
        return false
    }

    private func isRefused(_ port: UInt16) -> Bool {
        do {
            _ = try LoopbackClient(port: port)
            return false
        } catch {
            return error == .refused
        }
    }

    @Test func `agents and proxies answer on ports of their own`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        for port in try agents(simulator) {
            #expect(try LoopbackClient.get("/cluster", port: port).hasPrefix("HTTP/1.0 200 OK\r\nServer: BaseHTTP/"))
        }
        let listing = try LoopbackClient.get("/cluster", port: agents(simulator)[0])
        #expect(listing.contains("\"api_url\": \"\(simulator.addresses[0].agents[2].url)/patroni\""))
        let page = try port(proxy(simulator).url)
        let client = try LoopbackClient(port: page)
        for _ in 0..<2 {
            // The connection is kept, as HAProxy keeps it.
            try client.send("GET /;csv HTTP/1.1\r\n\r\n")
            #expect(String(decoding: try client.receive(), as: UTF8.self).hasPrefix("HTTP/1.1 200 OK\r\n"))
        }
        #expect(simulator.requestCounts == ["GET": 6])
    }

    @Test func `a body is read to its end`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let client = try LoopbackClient(port: agents(simulator)[1])
        let body = #"{"loop_wait": 3}"#
        for piece in ["PATCH /config HTTP/1.1\r\nContent-Le", "ngth: \(body.utf8.count)\r\n\r\n{\"loop", "_wait\": 3}"]
        {
            try client.send(piece)
        }
        #expect(try client.receiveAll().contains(#""loop_wait": 3"#))
        #expect(simulator.requestCounts == ["PATCH": 1])
    }

    @Test func `a crashed agent refuses and comes back on the same port`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let port = try agents(simulator)[2]
        simulator.apply(.crash(.named("db3")))
        #expect(eventually { isRefused(port) })
        simulator.apply(.start(.named("db3")))
        #expect(eventually { (try? LoopbackClient.get("/patroni", port: port))?.contains("200 OK") == true })
    }

    @Test func `a frozen agent accepts and says nothing until it thaws`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let port = try agents(simulator)[2]
        simulator.apply(.freeze(.named("db3")))
        // The fault has struck when a request is no longer answered.
        #expect(eventually { (try? LoopbackClient.get("/patroni", port: port, timeout: 300)) == nil })
        let client = try LoopbackClient(port: port, timeout: 300)
        try client.send("GET /patroni HTTP/1.1\r\n\r\n")
        #expect(throws: LoopbackClient.Ending.timedOut) { try client.receive() }
        simulator.apply(.thaw(.named("db3")))
        #expect(eventually { (try? client.receive()) != nil })
    }

    @Test func `without the DCS the listing closes without a byte`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let port = try agents(simulator)[1]
        simulator.apply(.dcsHang)
        #expect(try eventually { try LoopbackClient.get("/cluster", port: port).isEmpty })
        #expect(try LoopbackClient.get("/patroni", port: port).hasPrefix("HTTP/1.0 200"))
    }

    @Test(arguments: [
        "\0\0\0\0\r\n\r\n", "GET\r\n\r\n", "get / HTTP/1.1\r\n\r\n", "GET / HTTP/9\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", "GET /" + String(repeating: "x", count: 70_000),
    ])
    func `junk is refused and the server lives on`(_ junk: String) throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let port = try agents(simulator)[0]
        let client = try LoopbackClient(port: port)
        try client.send(junk)
        #expect(try ["", "HTTP/1.0 400 Bad Request\r\n\r\n"].contains(client.receiveAll()))
        #expect(try LoopbackClient.get("/cluster", port: port).hasPrefix("HTTP/1.0 200"))
    }

    @Test func `clients that leave at any moment do no harm`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let port = try agents(simulator)[0]
        let request = "GET /cluster HTTP/1.1\r\nHost: x\r\n\r\n"
        for length in 0...request.utf8.count {
            let client = try LoopbackClient(port: port)
            try client.send(String(request.prefix(length)))
        }
        #expect(try LoopbackClient.get("/cluster", port: port).hasPrefix("HTTP/1.0 200"))
    }

    @Test func `the database port answers an SSLRequest while the proxy has a living leader`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let database = try port(proxy(simulator).database)
        let ask = { () throws(LoopbackClient.Ending) -> [UInt8] in
            let client = try LoopbackClient(port: database)
            try client.send([0, 0, 0, 8, 4, 210, 22, 47])
            return try client.receive()
        }
        #expect(try ask() == [UInt8(ascii: "N")])
        simulator.apply(.crash(.leader))
        #expect(eventually { (try? ask()) == nil })
        let client = try LoopbackClient(port: database)
        try client.send("GET / HTTP/1.1\r\n\r\n")
        #expect(try client.receiveAll().isEmpty)
    }

    @Test func `a proxy that is down refuses on both its ports`() throws {
        let simulator = try SimulatorServer.launch(.healthy)
        defer { simulator.stop() }
        let ports = try [port(proxy(simulator).url), port(proxy(simulator).database)]
        simulator.apply(.proxyDown(0))
        #expect(eventually { ports.allSatisfy(isRefused) })
        simulator.apply(.proxyUp(0))
        #expect(eventually { !ports.contains(where: isRefused) })
    }

    @Test func `stories happen though nobody looks`() throws {
        let simulator = try SimulatorServer.launch {
            let story = Story([Story.Step(.milliseconds(200), .crash(.leader))])
            return [SimulatedCluster(Scenario.healthy.blueprint(), story: story, at: $0, seed: 1)]
        }
        defer { simulator.stop() }
        let leader = try agents(simulator)[0]
        // A connection alone is no request: only the story itself can close the port.
        #expect(eventually { isRefused(leader) })
    }

    @Test func `a taken port is an error with its number, and stopping frees the ports`() throws {
        let first = try SimulatorServer.launch(.healthy, members: 1, proxies: 0)
        let port = try agents(first)[0]
        #expect(throws: SimulatorFailure.self) {
            try SimulatorServer.launch(.healthy, members: 1, proxies: 0, basePort: port)
        }
        first.stop()
        #expect(isRefused(port))
        let second = try SimulatorServer.launch(.healthy, members: 1, proxies: 0, basePort: port)
        defer { second.stop() }
        #expect(try agents(second) == [port])
    }

    @Test func `a hundred clusters are served by one process`() throws {
        let simulator = try SimulatorServer.launch(.healthy, clusters: 100, proxies: 1)
        defer { simulator.stop() }
        #expect(simulator.addresses.count == 100)
        #expect(Set(simulator.addresses.map(\.name)).count == 100)
        for address in simulator.addresses {
            let listing = try LoopbackClient.get("/cluster", port: port(address.agents[0].url))
            #expect(listing.contains("\"scope\": \"\(address.name)\""))
        }
    }

    @Test func `addresses are one line of JSON`() throws {
        let simulator = try SimulatorServer.launch(.opengauss, members: 2, proxies: 1)
        defer { simulator.stop() }
        let address = try #require(simulator.addresses.first)
        let json = try #require(JSON(parsing: Array(address.json.utf8)))
        #expect(!address.json.contains("\n"))
        #expect(json["cluster"] == "opengauss")
        #expect(json["agents"]?.elements?.first?["url"]?.text == address.agents[0].url)
        #expect(json["proxies"]?.elements?.first?["database"]?.text == address.proxies[0].database)
    }
}
