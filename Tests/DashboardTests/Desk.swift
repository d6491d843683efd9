import ClusterModel
import Dashboard
import Endpoints
import TerminalUI

/// A dashboard on the desk: the test answers what it asks, and says what time it is.
struct Desk {
    static let start = Timestamp(secondsSinceEpoch: 1_795_358_873)
    static let agents = ["db1", "db2", "db3"]

    var dashboard: Dashboard
    var now = Desk.start
    var asked: [ReadRequest] = []
    var effects: [Dashboard.Effect] = []
    /// Everything that was answered, for a replay.
    var replies: [ReadReply] = []
    /// Hosts that never answer.
    var hanging: Set<String> = []
    /// Hosts that refuse.
    var refusing: Set<String> = []
    var leader = "db1"

    init(
        size: Size = Size(columns: 100, rows: 30),
        proxies: [WebAddress] = [],
        savesReports: Bool = false,
        attention: AttentionOptions = AttentionOptions(),
        playback: Playback? = nil,
        isRecording: Bool = false,
        gathering: Duration = .zero
    ) {
        let plan = WatchPlan(agents: [WebAddress(host: "db1", port: 8008)], proxies: proxies)
        var options = DashboardOptions(
            plan: plan,
            themes: ["dark", "light"],
            badges: ["READ ONLY"],
            savesReports: savesReports,
            playback: playback,
            isRecording: isRecording,
            attention: attention
        )
        options.gathering = gathering
        dashboard = Dashboard(options, size: size, at: Desk.start)
    }

    var screen: String { dashboard.view().plainRows().joined(separator: "\n") }

    /// Lets time pass in tenths of a second; everything but what hangs answers within 5 ms.
    mutating func pass(_ span: Duration) {
        let end = now + span
        while now < end {
            now = now + .milliseconds(100)
            send(.tick(now))
        }
    }

    mutating func press(_ keys: Key...) {
        for key in keys { send(.key(key)) }
    }

    mutating func type(_ text: String) {
        for character in text { send(.key(.character(character))) }
    }

    mutating func send(_ message: Dashboard.Message) {
        for effect in dashboard.update(message) {
            effects.append(effect)
            guard case .read(let request, let deadline) = effect else { continue }
            asked.append(request)
            answer(request, deadline: deadline)
        }
    }

    private mutating func answer(_ request: ReadRequest, deadline: Duration) {
        guard let outcome = outcome(of: request) else { return }
        let reply = ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + .milliseconds(5))
        replies.append(reply)
        send(.replied(reply))
    }

    private func outcome(of request: ReadRequest) -> Result<ReadAnswer, ReadFailure>? {
        switch request {
        case .listing(let address): reply(address.host, listing)
        case .agent(let address): reply(address.host, report(of: address.host))
        case .history(let address): reply(address.host, "[]")
        case .configuration(let address): reply(address.host, #"{"ttl": 30}"#)
        case .proxyStatistics(let address): reply(address.host, "<html><title>Login</title></html>")
        case .probe, .heldConnection, .store, .kubernetes: .failure(.connectionRefused)
        }
    }

    private func reply(_ host: String, _ body: String) -> Result<ReadAnswer, ReadFailure>? {
        if hanging.contains(host) { return nil }
        if refusing.contains(host) { return .failure(.connectionRefused) }
        return .success(ReadAnswer(status: 200, contentType: "application/json", body: Array(body.utf8)))
    }

    private var listing: String {
        let rows = Self.agents.map { name in
            let role = name == leader ? "leader" : "replica"
            let lag = name == leader ? "" : #", "lag": 0"#
            return """
                {"name": "\(name)", "role": "\(role)", "state": "running", "api_url": "http://\(name):8008/patroni", \
                "host": "\(name)", "port": 5432, "timeline": 1\(lag)}
                """
        }
        return "{\"members\": [\(rows.joined(separator: ", "))], \"scope\": \"orders\"}"
    }

    private func report(of name: String) -> String {
        """
        {"state": "running", "role": "\(name == leader ? "primary" : "replica")", "timeline": 1, \
        "patroni": {"version": "4.1.5", "scope": "orders", "name": "\(name)"}}
        """
    }
}
