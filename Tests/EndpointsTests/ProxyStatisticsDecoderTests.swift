import ClusterModel
import Endpoints
import TestSupport
import Testing

struct ProxyStatisticsDecoderTests {
    static let fixtures = Fixture.all(suffix: ".csv")

    private func decode(_ text: String) throws -> ProxyStatistics {
        try ProxyStatisticsDecoder.decode(ReadAnswer(text)).get()
    }

    @Test(arguments: fixtures)
    func `every recorded page decodes`(_ fixture: Fixture) throws {
        let statistics = try ProxyStatisticsDecoder.decode(fixture.answer()).get()
        let backend = try #require(statistics.backends.first { $0.name == "opengauss" })
        #expect(backend.servers.map(\.name) == ["dbsrv1", "dbsrv2", "dbsrv3"])
        #expect(backend.servers.allSatisfy { $0.status.kind != .unknown && $0.sessions.limit == 100 })
        #expect(statistics.frontends.contains { $0.name == "opengauss" })
        #expect(statistics.backends.first { $0.name == "stats" }?.servers.isEmpty == true)
        #expect(statistics.processNumber == 1)
    }

    @Test func `a server's row says who is up and why the others are not`() throws {
        let statistics = try ProxyStatisticsDecoder.decode(Fixture("patroni-4.1.5/quorum/haproxy.csv").answer()).get()
        let backend = try #require(statistics.backends.first { $0.name == "opengauss" })
        #expect(backend.status.kind == .up && backend.lastChangeSeconds == 311)
        #expect(backend.servers.map(\.status.kind) == [.down, .up, .down])
        #expect(backend.servers.map { $0.check?.summary } == ["L7STS/503", "L7OK/200", "L7STS/503"])
        #expect(backend.servers[0].check?.lastMessage == "Service Unavailable")
        #expect(backend.servers[0].lastChangeSeconds == 151 && backend.servers[0].downtimeSeconds == 421)
        #expect(backend.servers[1].sessions.total == 637 && backend.servers[1].sessions.connectionErrors == 23)
        #expect(backend.servers[1].check.map { [$0.rise, $0.fall, $0.health] } == [2, 3, 4])
        #expect(backend.servers.allSatisfy { !$0.isBackup && $0.address == nil && $0.weight == 1 })
    }

    @Test func `addresses are read where legends are on`() throws {
        let statistics = try ProxyStatisticsDecoder.decode(Fixture("haproxy-2.6.12/legends.http").answer()).get()
        let servers = statistics.backends.first { $0.name == "opengauss" }?.servers
        #expect(servers?.map(\.address) == ["127.0.0.11:5432", "127.0.0.12:5432", "127.0.0.13:5432"])
    }

    @Test(arguments: [
        ("csv.http", nil), ("csv-up.http", nil), ("csv-scope.http", nil), ("auth-right.http", nil),
        ("auth-none.http", ReadFailure.accessDenied(status: 401)), ("auth-wrong.http", .accessDenied(status: 401)),
        ("html.http", .html(title: "Statistics Report for HAProxy")),
    ])
    func `each way to ask gives data or the reason`(_ file: String, _ failure: ReadFailure?) throws {
        let answer = try Fixture("haproxy-2.6.12/\(file)").answer()
        #expect(ProxyStatisticsDecoder.decode(answer).failure == failure)
    }

    @Test func `quotes may hold commas, line ends and quotes`() throws {
        let text = """
            # pxname,svname,status,check_status,last_chk,act,bck,
            db,a,UP 1/3,* L7TOUT,"timeout, ""slow""\nagain",0,1,
            db,BACKEND,UP,,,1,0,
            """
        let server = try #require(try decode(text).backends.first?.servers.first)
        #expect(server.status.kind == .goingDown && server.isBackup)
        #expect(
            server.check
                == HealthCheck(status: "L7TOUT", isRunning: true, lastMessage: "timeout, \"slow\"\u{FFFD}again")
        )
    }

    @Test func `old, short, reordered and unknown columns are read by name`() throws {
        let text = "# svname,future,pxname,status\r\nFRONTEND,?,db,OPEN\r\na,?,db,UP\r\nBACKEND,?,db,UP\r\n"
        let statistics = try decode(text)
        #expect(statistics.frontends.map(\.status) == ["OPEN"])
        #expect(statistics.backends.map(\.status) == ["UP"])
        #expect(statistics.backends.first?.servers == [ProxyServer(name: "a", status: "UP")])
    }

    @Test func `listeners are no servers, and short rows are no harm`() throws {
        let text = "# pxname,svname,status,type\ndb,sock-1,OPEN,3\ndb,a\n,,\n\ndb,b,UP,2,9,9,9,9\n"
        #expect(try decode(text).backends.first?.servers.map(\.name) == ["a", "b"])
    }

    @Test(arguments: ["", "[{\"objType\"", "pxname,svname,status\n", "# pxname\n", "# a,b,c\n", "\"", "\u{0}\u{0}"])
    func `what is no statistics page says so`(_ text: String) {
        guard case .undecodable = ProxyStatisticsDecoder.decode(ReadAnswer(text)).failure else {
            Issue.record("decoded")
            return
        }
    }

    @Test func `a huge page is bounded`() throws {
        let rows = (0..<5000).map { "db,s\($0),UP,2" }.joined(separator: "\n")
        #expect(try decode("# pxname,svname,status,type\n" + rows).backends.first?.servers.count == 1000)
    }

    @Test func `numbers beyond bounds are absent`() throws {
        let text = "# pxname,svname,status,scur,lastchg\ndb,a,UP,99999999999999999999,-1\n"
        let server = try #require(try decode(text).backends.first?.servers.first)
        #expect(server.sessions.current == nil && server.lastChangeSeconds == -1)
    }
}
