import ClusterModel
import Endpoints
import FoundationEssentials

/// An etcd of one or more endpoints as its JSON gateway spells it, beside a `Trio` of agents.
struct StoreWorld {
    static let address = WebAddress(host: "etcd1", port: 2379)
    static let other = WebAddress(host: "etcd2", port: 2379)

    var trio = Trio()
    var holder: String? = "db1"
    var revision = 100
    var lease = "4711"
    var remaining = 27
    var down: Set<WebAddress> = []
    var frozen: Set<WebAddress> = []
    /// Endpoints that know only the older paths.
    var dialect = "v3"
    var hasRaftLeader = true
    /// What a watch brings after its beginning, and whether it ends.
    var messages: [(after: Duration, text: String)] = []
    var watchEndsAfter: Duration?

    func response(to request: ReadRequest) -> VirtualCluster.Response {
        guard case .store(let question) = request else { return trio.response(to: request) }
        if down.contains(question.endpoint) { return .failure(.connectionRefused) }
        if frozen.contains(question.endpoint) { return .hangs }
        guard question.dialect.rawValue == dialect else { return .answer("Not Found", status: 404) }
        switch question.question {
        case .keys: return .answer(keys)
        case .watch: return .stream([(.milliseconds(2), Self.created)] + messages, endsAfter: watchEndsAfter)
        case .lease(let id):
            return .answer(#"{\#(header),"ID":"\#(id)","TTL":"\#(remaining)","grantedTTL":"30"}"#)
        case .status:
            let leader = hasRaftLeader ? #","leader":"7""# : #","errors":["etcdserver: no leader"]"#
            return .answer(#"{\#(header),"version":"3.4.23","raftTerm":"2"\#(leader)}"#)
        case .members: return .answer(#"{\#(header),"members":[{"ID":"7","name":"one"},{"ID":"8"}]}"#)
        case .authenticate: return .answer("{}")
        }
    }

    private var header: String { #""header":{"member_id":"7","revision":"\#(revision)"}"# }

    var keys: String {
        let lock = holder.map { [Self.pair("leader", $0, revision: 50, lease: lease)] } ?? []
        let members = trio.members.map { name in
            let host = "10.0.0.\(name.dropFirst(2))"
            let role = name == holder ? "primary" : "replica"
            return Self.pair(
                "members/\(name)",
                #"{"role":"\#(role)","state":"running","api_url":"http://\#(host):8008/patroni","xlog_location":100}"#,
                revision: 60
            )
        }
        return #"{\#(header),"kvs":[\#((lock + members).joined(separator: ","))]}"#
    }

    static let created = #"{"result":{"header":{"revision":"100"},"created":true}}"#

    static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }

    static func pair(_ key: String, _ value: String, revision: Int, lease: String? = nil) -> String {
        let lease = lease.map { #","lease":"\#($0)""# } ?? ""
        return #"{"key":"\#(base64("/service/opengauss/" + key))","value":"\#(base64(value))","#
            + #""create_revision":"\#(revision)","mod_revision":"\#(revision)"\#(lease)}"#
    }

    static func put(_ key: String, _ value: String, revision: Int, lease: String? = nil) -> String {
        #"{"result":{"header":{"revision":"\#(revision)"},"events":[{"kv":"#
            + pair(key, value, revision: revision, lease: lease) + "}]}}"
    }

    static func delete(_ key: String, revision: Int) -> String {
        #"{"result":{"header":{"revision":"\#(revision)"},"events":[{"type":"DELETE","kv":{"key":"#
            + #""\#(base64("/service/opengauss/" + key))","mod_revision":"\#(revision)"}}]}}"#
    }
}
