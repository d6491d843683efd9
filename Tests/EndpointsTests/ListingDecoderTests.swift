import ClusterModel
import Endpoints
import TestSupport
import Testing

struct ListingDecoderTests {
    static let fixtures = Fixture.all(suffix: "cluster.http")

    @Test(arguments: fixtures)
    func `every recorded listing decodes`(_ fixture: Fixture) throws {
        guard case .success(let answer) = try fixture.outcome() else { return }
        let listing = try ListingDecoder.decode(answer).get()
        #expect(!listing.members.isEmpty)
        for member in listing.members {
            #expect(member.role.kind != .unknown, "\(member.role)")
            #expect(member.state.kind != .unknown, "\(member.state)")
            #expect(member.host != nil && member.port == 5432)
            #expect((try? WebAddress.agent(parsing: member.apiURL ?? ""))?.port == 8008)
            #expect(member.role.leads ? member.lag == nil : member.lag != nil)
        }
        #expect(listing.members.filter(\.role.leads).count <= 1)
    }

    @Test func `fixtures of every component are there`() {
        let components = Set(Self.fixtures.compactMap { $0.path.split(separator: "/").first.map(String.init) })
        #expect(components.isSuperset(of: ["patroni-4.1.5", "opengauss-reference"]))
    }

    /// The rows of the `patronictl list` that the reference deployment printed beside its `/cluster`.
    @Test func `the reference deployment shows what its patronictl shows`() throws {
        let answer = try Fixture("opengauss-reference/cluster.http").answer()
        let listing = try ListingDecoder.decode(answer).get()
        let list = String(decoding: try Fixture("opengauss-reference/patronictl-list.txt").bytes, as: UTF8.self)
        let expected = list.split(separator: "\n").filter { $0.hasPrefix("| db") }.map(String.init)
        let rows = listing.members.map { member in
            let role = member.role.leads ? "Leader" : "Replica"
            let lag = (member.lag?.bytes).map { "\($0) " } ?? ""
            let timeline = member.timeline.map(String.init) ?? ""
            let restart = member.pendingRestart == nil ? "" : "* "
            return
                "| \(member.name) | \(member.host ?? "") | \(role) | \(member.state) | \(timeline) | \(lag)| \(restart)|"
        }
        #expect(rows == expected)
        #expect(listing.scope == nil && !listing.isPaused)
    }

    @Test func `tags, pending restarts, lags and positions are kept`() throws {
        let tags = try ListingDecoder.decode(Fixture("patroni-4.1.5/tags/db1.cluster.http").answer()).get()
        #expect(
            tags.members[1].tags == [Tag(name: "clonefrom", value: "true"), Tag(name: "nofailover", value: "true")]
        )
        #expect(tags.members[2].tags.first == Tag(name: "custom", value: "x"))
        #expect(tags.members[1].replayLSN?.description == "0/4000000")
        #expect(tags.members[1].receiveLag == .bytes(0))
        let restart = try ListingDecoder.decode(Fixture("patroni-4.1.5/pending-restart/db1.cluster.http").answer())
            .get()
        #expect(
            restart.members[0].pendingRestart
                == PendingRestart(reasons: [.init(parameter: "max_connections", oldValue: "50", newValue: "60")])
        )
    }

    @Test func `pause and a scheduled switchover decode`() throws {
        let paused = try ListingDecoder.decode(Fixture("patroni-4.1.5/paused/db1.cluster.http").answer()).get()
        #expect(paused.isPaused)
        let scheduled = try ListingDecoder.decode(
            Fixture("patroni-4.1.5/switchover-scheduled/db1.cluster.http").answer()
        ).get()
        #expect(
            scheduled.scheduledSwitchover
                == ScheduledSwitchover(at: "2026-11-22T15:48:28+00:00", from: "db2", to: "db1")
        )
        let open = try ListingDecoder.decode(
            Fixture("patroni-4.1.5/switchover-scheduled-no-candidate/db1.cluster.http").answer()
        ).get()
        #expect(open.scheduledSwitchover?.to == nil && open.scheduledSwitchover?.from != nil)
    }

    @Test func `a demoted member's unknown lag is unknown`() throws {
        let text = #"{"members": [{"name": "db1", "role": "replica", "state": "stopped", "lag": "unknown"}]}"#
        let member = try #require(try ListingDecoder.decode(ReadAnswer(text)).get().members.first)
        #expect(member.lag == .unknown && member.timeline == nil && member.host == nil)
    }

    @Test(arguments: [
        ("{}", "members: missing"), (#"{"members": {}}"#, "members: an object instead of a list"),
        (#"{"members": [{}]}"#, "members[0].name: missing"), (#"{"members": [3]}"#, "members[0]: a number instead"),
        (#"{"members": [{"name": "a"}, {"name": ""}]}"#, "members[1].name: empty"),
        (#"{"members": [{"name": []}]}"#, "members[0].name: a list instead of text"),
        ("[]", "a list instead of an object"),
        ("null", "null instead of an object"),
    ])
    func `a listing that makes no sense says where`(_ text: String, _ reason: String) {
        guard case .undecodable(let found) = ListingDecoder.decode(ReadAnswer(text)).failure else {
            Issue.record("decoded or failed otherwise")
            return
        }
        #expect(found.contains(reason), "\(found)")
    }

    @Test(arguments: [
        (401, "x", ReadFailure.accessDenied(status: 401)), (403, "x", .accessDenied(status: 403)),
        (404, "x", .httpStatus(404)), (503, "{\"state\": \"running\"}", .httpStatus(503)),
        (502, "<html>", .httpStatus(502)),
        (200, " \n<!DOCTYPE html><TITLE lang=en>\n Sign\u{1B}[2J in </TITLE>", .html(title: "Sign\u{FFFD}[2J in")),
        (200, "<html>", .html(title: nil)),
    ])
    func `an answer that is no listing is told by its kind`(_ status: Int, _ body: String, _ failure: ReadFailure) {
        #expect(ListingDecoder.decode(ReadAnswer(body, status: status)).failure == failure)
    }

    @Test func `what is listed twice or beyond the bound is left out`() throws {
        let rows = (0..<300).map { "{\"name\": \"m\($0 / 2)\"}" }.joined(separator: ",")
        let listing = try ListingDecoder.decode(ReadAnswer("{\"members\": [\(rows)]}")).get()
        #expect(listing.members.count == 50)
    }

    @Test func `text is made safe to show`() throws {
        let text = #"{"members": [{"name": "db\u001b[2J1", "state": "run\nning", "tags": {"a\u0007": "\u202ex"}}]}"#
        let member = try #require(try ListingDecoder.decode(ReadAnswer(text)).get().members.first)
        #expect(member.name.text == "db\u{FFFD}[2J1" && member.state.spelling == "run\u{FFFD}ning")
        #expect(member.tags == [Tag(name: "a\u{FFFD}", value: "\u{FFFD}x")])
    }
}
