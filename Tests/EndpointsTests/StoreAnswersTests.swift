import ClusterModel
import Endpoints
import FoundationEssentials
import TestSupport
import Testing

/// Recorded answers of etcd 3.4.23, given to a watch as if they had come just now.
struct StoreAnswersTests {
    private static let folder = "etcd-3.4.23"
    private static let address = WebAddress(host: "etcd", port: 2379)

    /// What a watch knows when each kind of question is answered with a recorded file.
    private func store(_ files: [String: String], needsLogin: Bool = false, run: Duration = .seconds(5)) -> StoreView? {
        let plan = StorePlan(endpoints: [Self.address], scope: "opengauss", needsLogin: needsLogin)
        var cluster = VirtualCluster(WatchPlan(agents: [], store: plan)) { request in
            guard case .store(let question) = request, let file = files[question.question.kind],
                let answer = try? Fixture("\(Self.folder)/\(file)").answer()
            else { return .failure(.connectionRefused) }
            let text = String(decoding: answer.body, as: UTF8.self)
            guard question.question.isStream else { return .answer(text, status: answer.status) }
            let lines = text.split(separator: "\n").enumerated()
            return .stream(lines.map { (.milliseconds(500 + 10 * $0.offset), String($0.element)) })
        }
        cluster.run(run)
        return cluster.snapshot.store
    }

    private let healthy = [
        "status": "healthy/status.http", "members": "healthy/members.http", "keys": "healthy/keys.http",
        "lease": "healthy/lease.http",
    ]

    @Test func `a healthy cluster decodes`() throws {
        let store = try #require(self.store(healthy))
        let report = try #require(store.keys.currentValue)
        #expect(report.lock?.holder == "db1" && report.revision == 23)
        #expect(report.members.map(\.name) == ["db1", "db2", "db3"])
        let db1 = try #require(report.members.first)
        #expect(db1.apiURL == "http://127.0.0.11:8008/patroni" && db1.state?.spelling == "running")
        #expect(db1.walLocation != nil && db1.timeline == 1 && db1.version == "3.0.2")
        #expect(report.hasConfiguration && report.initialize?.count == 19 && !report.isEmpty)
        #expect(store.lease.value?.id == report.lock?.lease && store.lease.value?.granted == .seconds(20))
        #expect((15_000...20_000).contains(store.lease.value?.remaining.inMilliseconds ?? 0))
        #expect(store.endpoints.first?.status.value?.version == "3.4.23" && store.hasQuorum == true)
        #expect(store.members.value == [StoreMember(id: "13195394291058371180", name: "lab")])
    }

    @Test func `a switchover is told by its watch, as the keys say afterwards`() throws {
        let watched = try #require(
            self.store(healthy.merging(["watch": "switchover/watch.http"]) { $1 }, run: .seconds(3))?.keys.value
        )
        let read = try #require(self.store(healthy.merging(["keys": "switchover/keys.http"]) { $1 })?.keys.value)
        #expect(read.lock?.holder == "db2" && watched.lock == read.lock)
        #expect(watched.members.map(\.name) == read.members.map(\.name))
    }

    @Test func `a scheduled switchover is in the failover key`() throws {
        let report = try #require(
            self.store(healthy.merging(["keys": "switchover-scheduled/keys.http"]) { $1 })?.keys.value
        )
        #expect(report.failover?.leader == "db2" && report.failover?.candidate == "db3")
        #expect(report.failover?.scheduledAt?.hasPrefix("2026-") == true)
    }

    @Test func `another namespace is empty, not leaderless`() {
        #expect(store(healthy.merging(["keys": "empty/keys.http"]) { $1 })?.keys.currentValue?.isEmpty == true)
    }

    @Test func `a lease that is gone has nothing left`() {
        let store = self.store(healthy.merging(["lease": "lease-gone/lease.http"]) { $1 })
        #expect(store?.lease.value?.remaining == .zero)
    }

    @Test func `a lost quorum is named by the member that is left`() {
        let files = ["status", "keys", "members"].map { ($0, "no-quorum/\($0).http") }
        let store = self.store(Dictionary(files) { first, _ in first })
        #expect(store?.hasQuorum == false && store?.keys.failure?.reason == .httpStatus(503))
        #expect(store?.members.value?.map(\.name) == ["two", "one"])
        #expect(store?.endpoints.first?.status.value?.errors == ["etcdserver: no leader"])
    }

    @Test(arguments: [
        ("auth/keys-without-token.http", 401), ("auth/keys-bad-token.http", 401), ("auth/keys-denied.http", 403),
    ]) func `a refusal is named`(file: String, status: Int) {
        for needsLogin in [false, true] {
            let files = ["authenticate": "auth/authenticate.http", "keys": file, "status": "healthy/status.http"]
            let store = self.store(files, needsLogin: needsLogin)
            #expect(store?.keys.failure?.reason == .accessDenied(status: status))
        }
    }

    @Test func `a wrong password is said, and etcd's health besides`() {
        let files = healthy.merging(["authenticate": "auth/authenticate-wrong.http"]) { $1 }
        let store = self.store(files, needsLogin: true)
        #expect(store?.keys.failure?.reason.description == "wrong user name or password (401)")
        #expect(store?.healthyEndpoints.count == 1)
    }

    @Test func `a token is read, and only from an answer that has one`() throws {
        let answer = try Fixture("\(Self.folder)/auth/authenticate.http").answer()
        #expect(StoreToken.read(from: answer)?.reveal().hasSuffix(".14") == true)
        for file in ["auth/authenticate-wrong.http", "auth-off/authenticate.http", "healthy/status.http"] {
            #expect(StoreToken.read(from: try Fixture("\(Self.folder)/\(file)").answer()) == nil)
        }
        #expect(StoreToken.read(from: ReadAnswer(#"{"token":"a\r\nX: y"}"#)) == nil)
    }

    @Test func `a store without logins is read without one`() {
        let files = healthy.merging(["authenticate": "auth-off/authenticate.http"]) { $1 }
        #expect(store(files, needsLogin: true)?.lock?.holder == "db1")
    }

    @Test(arguments: [
        "", "null", "[]", "{}", #"{"header":{}}"#, #"{"header":{"revision":"x"},"kvs":{}}"#, "<html>", "\u{0}",
        #"{"header":{"revision":"99999999999999999999"},"kvs":[{"key":"!!!"},{"key":"","value":7},3,null]}"#,
        #"{"header":{"revision":"-9223372036854775808"},"kvs":[]}"#,
        #"{"header":{"revision":"9223372036854775807"},"kvs":[],"ID":"-1","TTL":"9223372036854775807","grantedTTL":"x"}"#,
        #"{"result":{"header":{"revision":"9223372036854775807"},"events":[{"type":7,"kv":{}}]}}"#,
        #"{"result":7}"#, #"{"error":{"grpc_code":14,"message":"x"}}"#, #"{"result":{"canceled":true}}"#,
        #"{"result":{"compact_revision":"9223372036854775807"}}"#,
    ]) func `nonsense in any place breaks nothing`(text: String) {
        let world = StoreWorld()
        for kind in ["keys", "watch", "lease", "status", "members", "authenticate"] {
            let plan = StorePlan(endpoints: [Self.address], scope: "opengauss", needsLogin: true)
            var cluster = VirtualCluster(WatchPlan(agents: Trio.seeds, store: plan)) { request in
                guard case .store(let question) = request, question.question.kind == kind else {
                    return world.response(to: request)
                }
                return question.question.isStream
                    ? .stream([(.milliseconds(1), text)], endsAfter: .milliseconds(2)) : .answer(text)
            }
            cluster.run(.seconds(12))
            #expect(cluster.snapshot.listing.currentValue != nil)
            #expect(cluster.sent.count < 250, "\(kind): \(cluster.sent.count)")
        }
    }
}

struct StoreRequestTests {
    private let address = WebAddress(host: "etcd", port: 2379)

    private func body(_ question: StoreQuestion, _ credentials: Access.Credentials? = nil) -> String {
        String(decoding: StoreRequest(question, at: address).body(credentials: credentials), as: UTF8.self)
    }

    @Test func `every question is a reading, spelt exactly`() throws {
        let prefix = try #require(StorePrefix(namespace: "/service/", scope: "opengauss"))
        let range = #""key":"L3NlcnZpY2Uvb3BlbmdhdXNzLw==","range_end":"L3NlcnZpY2Uvb3BlbmdhdXNzMA==""#
        #expect(body(.keys(prefix)) == "{\(range),\"limit\":500}")
        #expect(
            body(.watch(prefix, from: 8))
                == "{\"create_request\":{\(range),\"start_revision\":8,\"progress_notify\":true}}"
        )
        #expect(body(.lease(id: -5)) == #"{"ID":"-5"}"#)
        #expect(body(.status) == "{}" && body(.members) == "{}")
        #expect(StoreRequest(.keys(prefix), at: address).url == "http://etcd:2379/v3/kv/range")
        #expect(StoreRequest(.lease(id: 1), at: address).url == "http://etcd:2379/v3/lease/timetolive")
        #expect(
            StoreRequest(.lease(id: 1), at: address, in: .v3beta).url == "http://etcd:2379/v3beta/kv/lease/timetolive"
        )
    }

    @Test func `a password with quotes stays one value`() throws {
        let password = "a\"b\\c\u{7}ü😀"
        let text = body(.authenticate, .init(username: "root", password: Secret(password)))
        #expect(text.utf8.allSatisfy { (0x20...0x7E).contains($0) })
        let document = try JSONValue(parsing: Array(text.utf8))
        #expect(document == .fields(["name": .text("root"), "password": .text(password)]))
    }

    @Test(arguments: [
        ("service", "orders", "/service/orders/"), ("/service/", "orders", "/service/orders/"),
        ("", "orders", "/orders/"), ("a/b", "orders", "/a/b/orders/"),
    ]) func `a prefix is made as Patroni makes it`(namespace: String, scope: String, path: String) {
        #expect(StorePrefix(namespace: namespace, scope: scope)?.path == path)
        #expect(StorePrefix(namespace: namespace, scope: scope)?.end == path.dropLast() + "0")
    }

    @Test(arguments: ["", "a/b"]) func `a scope that is none makes no prefix`(scope: String) {
        #expect(StorePrefix(namespace: "service", scope: scope) == nil)
    }

    @Test(arguments: [
        ("etcd1", "http://etcd1:2379"), ("10.0.0.1:2479", "http://10.0.0.1:2479"), ("https://e", "https://e:2379"),
        ("http://[::1]", "http://[::1]:2379"), ("http://[::1]:5", "http://[::1]:5"),
        ("https://e/etcd/", "https://e:2379/etcd"),
    ]) func `an endpoint is read as etcd's tools read it`(text: String, url: String) throws {
        #expect(try WebAddress.store(parsing: text).url == url)
    }
}

/// Recorded answers of etcd, damaged at random but the same way each time.
struct StoreMutationTests {
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func `no damage crashes the watch or passes a bound`(_ seed: UInt64) throws {
        var random = MutationTests.Seeded(state: seed)
        let answers = Fixture.all(suffix: ".http", component: "etcd").compactMap { try? $0.outcome().get() }
        try #require(answers.count > 15)
        let plan = StorePlan(endpoints: [StoreWorld.address], scope: "opengauss", needsLogin: seed == 2)
        for _ in 0..<15 {
            var watch = ClusterWatch(WatchPlan(agents: [], store: plan), at: Timestamp(secondsSinceEpoch: 1_000))
            for second in 0..<20 {
                let now = Timestamp(secondsSinceEpoch: 1_000 + Int64(second))
                for request in watch.due(at: now) {
                    guard var answer = answers.randomElement(using: &random) else { break }
                    answer.body = MutationTests.damaged(answer.body, &random)
                    let isStream = request.isStream
                    let lines = isStream ? answer.body.split(separator: 10).map { Array($0) } : [answer.body]
                    for (index, line) in lines.enumerated() {
                        let reply = ReadReply(
                            request: request,
                            outcome: .success(ReadAnswer(status: isStream ? 200 : answer.status, body: line)),
                            startedAt: now,
                            finishedAt: now,
                            isFinal: index == lines.count - 1
                        )
                        watch.absorb(reply)
                    }
                    if lines.isEmpty {
                        watch.absorb(
                            ReadReply(request: request, outcome: .failure(.cutShort), startedAt: now, finishedAt: now)
                        )
                    }
                }
            }
            let store = try #require(watch.snapshot(at: Timestamp(secondsSinceEpoch: 1_020)).store)
            #expect(store.keys.value?.members.count ?? 0 <= DecodingLimit.members)
            for text in store.keys.value?.members.map(\.name.text) ?? [] {
                let isShowable = text.unicodeScalars.allSatisfy(\.isPrintable)
                #expect(isShowable)
            }
            _ = (store.lockExpiresAt, store.lockRenewedAt, store.hasQuorum)
        }
    }
}
