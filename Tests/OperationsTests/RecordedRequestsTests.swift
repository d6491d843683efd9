import ClusterModel
import Endpoints
import Operations
import TestSupport
import Testing
import Wording

/// Every recorded mutating request that an operation can express, planned in the state that it was sent in: the prediction is what the
/// real agent answered.
struct RecordedRequestsTests {
    /// A recorded request with its answer.
    struct Exchange: Sendable, CustomStringConvertible {
        var file: String
        var number: Int
        var member: MemberName
        var request: String
        var body: String?
        var status: Int
        var text: String

        var description: String { "\(file) \(number): \(request) \(body ?? "")" }
    }

    static func exchanges(_ file: String) throws -> [Exchange] {
        let text = String(decoding: try Fixture("patroni-4.1.5/\(file).jsonl").bytes, as: UTF8.self)
        return try text.split(separator: "\n").enumerated().map { number, line in
            let json = try #require(JSONText(String(line)))
            return Exchange(
                file: file,
                number: number,
                member: MemberName(try #require(json["to"]?.text)),
                request: try #require(json["req"]?.text),
                body: json["body"]?.text,
                status: Int(json["status"]?.wholeNumber ?? 0),
                text: json["answer"]?.text ?? ""
            )
        }
    }

    /// What the request means; nil for what no operation sends (HTML answers, other methods, filters that we do not use).
    static func operation(_ exchange: Exchange) -> Operation? {
        let body = exchange.body.flatMap { JSONText($0) }
        switch exchange.request {
        case "POST /switchover":
            guard case .object(let fields) = body, !fields.isEmpty else { return nil }
            let candidate = (body?["candidate"] ?? body?["member"])?.text
            let order = Switchover(
                leader: MemberName(body?["leader"]?.text ?? ""),
                candidate: candidate.map { MemberName($0) },
                at: body?["scheduled_at"]?.text.map { Moment(written: $0) }
            )
            return .switchover(order)
        case "POST /failover":
            guard let candidate = body?["candidate"]?.text, body?["scheduled_at"] == nil else { return nil }
            return .failover(candidate: MemberName(candidate))
        case "DELETE /switchover": return .cancelSwitchover
        case "DELETE /restart": return .cancelRestart(exchange.member)
        case "POST /reload": return .reload([exchange.member])
        case "POST /restart": return restart(body, exchange)
        case "POST /reinitialize":
            return .reinitialize(Reinitialization(member: exchange.member, force: body?["force"] == .bool(true)))
        case "PATCH /config": return body?["pause"].map { $0 == .null ? .resume : .pause }
        default: return nil
        }
    }

    private static func restart(_ body: JSONText?, _ exchange: Exchange) -> Operation? {
        var restart = Restart(members: [exchange.member])
        guard exchange.body == nil || body != nil else { return nil }
        guard case .object(let fields) = body else { return exchange.body == nil ? .restart(restart) : nil }
        for field in fields {
            switch field.key {
            case "restart_pending": restart.onlyPending = true
            case "postgres_version": restart.belowVersion = field.value.text
            case "schedule": restart.at = field.value.text.map { Moment(written: $0) }
            case "timeout":
                guard let seconds = field.value.wholeNumber else { return nil }
                restart.timeoutSeconds = Int(seconds)
            default: return nil
            }
        }
        return .restart(restart)
    }

    /// The state that the request met, by the notes of the recording.
    static func world(_ exchange: Exchange) throws -> ClusterSnapshot {
        switch exchange.file {
        case "requests-tags": return recorded("tags")
        case "requests-auth": return recorded("auth")
        default: break
        }
        switch exchange.number {
        case ...64, 69...73, 78...99, 103: return recorded("healthy")
        case 65: return recorded("healthy")
        case 66, 67: return recorded("restart-scheduled")
        case 68: return recorded("healthy")
        case 74...77: return copying("db3", recorded("healthy"))
        case 100, 101: return recorded("switchover-scheduled")
        case 102: return recorded("healthy")
        case 104: return resumed(recorded("paused"))
        case 105...108: return recorded("paused")
        case 109...121, 151...153: return TestCluster.with(leader: leader(exchange)) { pend(&$0) }
        case 123...126:
            return TestCluster.with(leader: leader(exchange)) { $0.synchronize(exchange.number == 126 ? "db1" : "db2") }
        case 131: return recorded("replica-replay-lag")
        case 133...135: return recorded("leader-alone")
        case 136: return resumed(recorded("leader-alone"))
        case 137...140: return recorded("no-leader-paused")
        case 160...163:
            return exchange.number == 163
                ? TestCluster.with(leader: "db3") { $0.synchronize("db1") } : recorded("sync")
        default: return TestCluster(leader: leader(exchange)).snapshot
        }
    }

    private static func pend(_ cluster: inout TestCluster) {
        for name: MemberName in ["db1", "db2", "db3"] { cluster.row(name) { $0.pendingRestart = PendingRestart() } }
    }

    private static func leader(_ exchange: Exchange) -> MemberName {
        let named = exchange.body.flatMap { JSONText($0) }?["leader"]?.text
        return named.map { MemberName($0) } ?? (exchange.member == "db1" ? "db1" : "db2")
    }

    private static func copying(_ name: MemberName, _ snapshot: ClusterSnapshot) -> ClusterSnapshot {
        var cluster = TestCluster()
        cluster.snapshot = snapshot
        cluster.report(name) {
            $0.state = "creating replica"
            $0.wal = nil
        }
        return cluster.snapshot
    }

    private static func resumed(_ snapshot: ClusterSnapshot) -> ClusterSnapshot {
        var cluster = TestCluster()
        cluster.snapshot = snapshot
        cluster.listing { $0.isPaused = false }
        return cluster.snapshot
    }

    /// What is known of a recorded state after three seconds of looking.
    static func recorded(_ state: String) -> ClusterSnapshot {
        let agents = [1, 2, 3].map { WebAddress(host: "127.0.0.1\($0)", port: 8008) }
        let start = Timestamp(secondsSinceEpoch: 1_795_358_860)
        var watch = ClusterWatch(WatchPlan(agents: agents), at: start)
        for tenth in 0..<30 {
            let now = start + .milliseconds(Int64(tenth) * 100)
            while case let requests = watch.due(at: now), !requests.isEmpty {
                for request in requests {
                    watch.absorb(
                        ReadReply(
                            request: request,
                            outcome: outcome(request, in: state),
                            startedAt: now,
                            finishedAt: now
                        )
                    )
                }
            }
        }
        return watch.snapshot(at: start + .seconds(3))
    }

    private static func outcome(_ request: ReadRequest, in state: String) -> Result<ReadAnswer, ReadFailure> {
        let file: String
        switch request {
        case .listing(let address): file = "db\(address.host.suffix(1)).cluster"
        case .agent(let address): file = "db\(address.host.suffix(1)).patroni"
        case .history(let address): file = "db\(address.host.suffix(1)).history"
        case .configuration(let address): file = "db\(address.host.suffix(1)).config"
        case .proxyStatistics, .probe, .heldConnection, .store, .kubernetes: return .failure(.connectionRefused)
        }
        do {
            return try Fixture("patroni-4.1.5/\(state)/\(file).http").outcome()
        } catch {
            return .failure(.connectionRefused)
        }
    }

    @Test(arguments: ["requests", "requests-tags"])
    func `predictions are what real agents answered`(file: String) throws {
        var planned = 0
        for exchange in try Self.exchanges(file) {
            guard let operation = Self.operation(exchange) else { continue }
            // Where the DCS hung, nothing was answered; the receive lag is a warning, see below.
            guard exchange.status != 0, exchange.text != "Switchover failed" else { continue }
            planned += 1
            let plan = Planner().plan(operation, for: try Self.world(exchange))
            if exchange.status < 300 {
                #expect(plan.predictedRefusal == nil, "\(exchange): \(plan.checks)")
            } else {
                #expect(plan.predictedRefusal == "\(exchange.status) \(exchange.text)", "\(exchange): \(plan.checks)")
                #expect(!plan.isAllowed, "\(exchange)")
            }
        }
        #expect(planned == (file == "requests" ? 99 : 2))
    }

    @Test func `the recorded receive lag is warned of with what came of it`() {
        let order = Operation.switchover(Switchover(leader: "db2", candidate: "db1"))
        let plan = Planner().plan(order, for: Self.recorded("replica-receive-lag"))
        #expect(plan.isAllowed && plan.says(.warns, "“Switchover failed”"), "\(plan.checks)")
        #expect(plan.candidates.map(\.member) == ["db3", "db1"])
    }

    @Test func `the recorded replay lag is said, and done`() {
        let planner = Planner(PlannerOptions(replayLagWarningBytes: 1 << 20))
        let order = Operation.switchover(Switchover(leader: "db1", candidate: "db2"))
        let plan = planner.plan(order, for: Self.recorded("replica-replay-lag"))
        #expect(plan.prediction == .done && plan.says(.warns, "to replay before"), "\(plan.checks)")
    }

    @Test func `every recorded refusal is known, with its very text`() throws {
        var known = 0
        for exchange in try ["requests", "requests-auth", "requests-tags"].flatMap(Self.exchanges) {
            guard exchange.status >= 400, !exchange.request.hasPrefix("GET"), !exchange.text.isEmpty,
                !exchange.text.hasPrefix("<")
            else { continue }
            // Filters that no operation sends.
            guard !exchange.text.hasPrefix("Unknown filter"), !exchange.text.hasPrefix("PostgreSQL role") else {
                continue
            }
            known += 1
            let refusal = try #require(RefusalText(status: exchange.status, text: exchange.text), "\(exchange)")
            let isFormat = exchange.text.hasPrefix("Invalid PostgreSQL version")
            #expect(refusal.status == exchange.status, "\(exchange)")
            #expect(isFormat || refusal.text(PatroniVersion(4, 1, 5)) == exchange.text, "\(exchange)")
            #expect(!refusal.meaning.english.isEmpty)
        }
        #expect(known > 60)
    }

    @Test(arguments: ["1.6.5", "2.1.7", "3.0.2"])
    func `older versions refuse as predicted`(version: String) throws {
        let text = String(decoding: try Fixture("patroni-\(version)/refusals.jsonl").bytes, as: UTF8.self)
        let lines = text.split(separator: "\n")
        #expect(lines.count == 25)
        for (number, line) in lines.enumerated() {
            let json = try #require(JSONText(String(line)))
            let exchange = Exchange(
                file: version,
                number: number,
                member: MemberName(try #require(json["to"]?.text)),
                request: try #require(json["req"]?.text),
                body: json["body"]?.text,
                status: Int(json["status"]?.wholeNumber ?? 0),
                text: json["answer"]?.text ?? ""
            )
            let leader = MemberName(try #require(json["leader"]?.text))
            let world = TestCluster.with(leader: leader, version: version) { cluster in
                switch json["state"]?.text {
                case "paused": cluster.listing { $0.isPaused = true }
                case "synchronous": cluster.synchronize(json["standby"]?.text.map { MemberName($0) })
                default: break
                }
            }
            let plan = Planner().plan(try #require(Self.operation(exchange), "\(exchange)"), for: world)
            // Python's own page for a method that is not there.
            let told = exchange.text.hasPrefix("<") ? "Unsupported method ('DELETE')" : exchange.text
            #expect(plan.predictedRefusal == "\(exchange.status) \(told)", "\(exchange): \(plan.checks)")
            #expect(!plan.isAllowed, "\(exchange)")
            let known = RefusalText(status: exchange.status, text: told)
            #expect(known != nil, "\(exchange)")
        }
    }
}
