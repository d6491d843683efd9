import ClusterModel
import TestSupport
import Testing

@testable import Endpoints

struct PodWatchTests {
    private func settled(_ count: Int = 4) -> PodRehearsal {
        var rehearsal = PodRehearsal()
        for number in 0..<count { rehearsal.server.add("db\(number)") }
        rehearsal.run(.milliseconds(400))
        return rehearsal
    }

    private func recorded(_ name: String) throws -> Result<ReadAnswer, ReadFailure> {
        try Fixture("kubernetes-1.32.13/\(name).http").outcome()
    }

    @Test func `pods are read page after page, and then watched`() {
        var rehearsal = settled(10)
        #expect(rehearsal.known == rehearsal.truth && rehearsal.known.count == 10)
        #expect(rehearsal.count("pods") == 4 && rehearsal.count("watch") == 1)
        #expect(rehearsal.view.watch.isStanding && rehearsal.watch.isFirstRoundComplete)
        rehearsal.server.add("db99")
        rehearsal.server.change("db3")
        rehearsal.server.delete("db5")
        rehearsal.run(PodRehearsal.step)
        #expect(rehearsal.known == rehearsal.truth)
        #expect(rehearsal.changes.contains(PodName(namespace: "platform", name: "db99")))
        #expect(rehearsal.count("pods") == 4, "nothing is read anew")
    }

    @Test func `a calm hour costs one watch every half minute and no reading`() {
        var rehearsal = settled()
        rehearsal.run(.seconds(600))
        #expect((19...21).contains(rehearsal.count("watch")))
        #expect(rehearsal.count("pods") == 2)
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.pods.currentValue != nil)
    }

    @Test(arguments: ["event", "status"])
    func `a version that has run out makes it read anew, and nothing is stale meanwhile`(_ form: String) throws {
        var rehearsal = settled()
        rehearsal.server.delete("db1")
        rehearsal.cut()
        rehearsal.server.compact()
        if form == "status" { rehearsal.server.watchRefusal = try recorded("410-list-exact") }
        rehearsal.run(.milliseconds(200))
        rehearsal.server.watchRefusal = nil
        for _ in 0..<100 {
            rehearsal.run(.milliseconds(20))
            #expect(rehearsal.view.pods.currentValue != nil)
        }
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.watch.isStanding)
    }

    @Test func `a page that has run out makes it read everything at once`() {
        var rehearsal = PodRehearsal()
        for number in 0..<9 { rehearsal.server.add("db\(number)") }
        rehearsal.run(.seconds(5)) { $0.count("pods") == 2 }
        rehearsal.server.delete("db0")
        rehearsal.server.pass()
        rehearsal.server.compact()
        rehearsal.run(.milliseconds(400))
        #expect(rehearsal.known == rehearsal.truth)
        #expect(rehearsal.sent.contains { $0.question == .pods(PodRehearsal.plan.pods, page: .whole) })
    }

    @Test func `a list without an end is given up, told, and left alone for a while`() {
        var rehearsal = PodRehearsal()
        rehearsal.server.add("db0")
        rehearsal.server.isEndless = true
        rehearsal.run(.seconds(40))
        #expect(rehearsal.count("pods") == PodWatch.mostPages)
        #expect(rehearsal.view.pods.failure?.reason == .undecodable(reason: "the list of pods has no end"))
        #expect(rehearsal.watch.isFirstRoundComplete && rehearsal.watch.reading == nil)
        rehearsal.server.isEndless = false
        rehearsal.run(.seconds(40))
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.watch.isStanding)
    }

    @Test func `large pages come to an end sooner`() throws {
        var watch = PodWatch(PodRehearsal.plan, at: PodRehearsal.start)
        let at = PodRehearsal.start
        let page = ReadAnswer(#"{"metadata":{"resourceVersion":"1","continue":"more"},"items":[]}"#)
        watch.reading = PodWatch.Reading(page: .after("1"), pages: 1, bytes: PodWatch.mostBytes - page.body.count)
        let request = try #require(watch.takeDue(at: at).first { $0.question.kind == "pods" })
        let reply = ReadReply(
            request: .kubernetes(request),
            outcome: .success(page),
            startedAt: at,
            finishedAt: at
        )
        _ = watch.absorb(request, reply)
        #expect(watch.view(at: at).pods.failure != nil && watch.reading == nil)
    }

    @Test func `a silent end goes on from the last bookmark`() {
        var rehearsal = settled()
        rehearsal.server.pass()
        rehearsal.run(.seconds(31))
        let froms = rehearsal.sent.compactMap { sent -> String? in
            if case .watchPods(_, let from) = sent.question { from } else { nil }
        }
        #expect(froms == ["104", "105"])
        #expect(rehearsal.count("pods") == 2)
    }

    @Test func `a watch that is cut recovers before anybody needs to know`() {
        var rehearsal = settled()
        rehearsal.run(.seconds(7))
        rehearsal.cut()
        rehearsal.server.change("db2")
        rehearsal.run(.milliseconds(200))
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.watch.isStanding)
        #expect(rehearsal.view.pods.failure == nil)
    }

    @Test func `a stalled watch is left after its time, and what changed is known then`() {
        var rehearsal = settled()
        rehearsal.mute()
        rehearsal.server.change("db1")
        rehearsal.run(.seconds(34))
        #expect(rehearsal.known != rehearsal.truth)
        rehearsal.isStalled = false
        rehearsal.run(.seconds(2))
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.watch.isStanding)
    }

    @Test func `while the server is away the pods stay and their age shows`() throws {
        var rehearsal = settled()
        rehearsal.server.refusal = .failure(.connectionRefused)
        rehearsal.cut()
        rehearsal.run(.seconds(1))
        #expect(rehearsal.view.pods.currentValue?.count == 4, "no flicker")
        rehearsal.run(.seconds(60))
        let failure = try #require(rehearsal.view.pods.failure)
        #expect(failure.reason == .connectionRefused && rehearsal.view.pods.value?.count == 4)
        #expect((rehearsal.now - failure.since) >= .seconds(60))
        #expect(rehearsal.count("pods", since: .seconds(1)) < 14, "it is asked ever more rarely")
        rehearsal.server.refusal = nil
        rehearsal.run(.seconds(11))
        #expect(rehearsal.view.pods.currentValue?.count == 4 && rehearsal.view.watch.isStanding)
    }

    @Test func `a server that was restored from a backup is read anew`() {
        var rehearsal = settled(2)
        for number in 5..<30 { rehearsal.server.add("db\(number)") }
        rehearsal.run(.seconds(1))
        rehearsal.server.restore(20)
        rehearsal.cut()
        rehearsal.run(.seconds(3))
        #expect(rehearsal.known == rehearsal.truth && !rehearsal.truth.isEmpty)
    }

    @Test func `a watch from the future that says nothing makes it read anew when it ends`() {
        var rehearsal = settled(2)
        for number in 5..<30 { rehearsal.server.add("db\(number)") }
        rehearsal.run(.seconds(1))
        rehearsal.server.restore(20)
        rehearsal.cut(.success(ReadAnswer("")))
        rehearsal.run(.seconds(32))
        #expect(rehearsal.known == rehearsal.truth)
    }

    @Test func `a server that is busy is left alone for as long as it says`() throws {
        var rehearsal = settled()
        rehearsal.run(.seconds(2))
        var busy = ReadAnswer("Too many requests, please try again later.\n", status: 429)
        busy.retryAfter = .seconds(7)
        rehearsal.server.refusal = .success(busy)
        rehearsal.cut()
        rehearsal.run(.milliseconds(100))
        let start = rehearsal.elapsed
        rehearsal.run(.milliseconds(6800))
        #expect(rehearsal.sent.allSatisfy { $0.at < start })
        #expect(
            rehearsal.view.pods.failure?.reason == .refused(status: 429, reason: "the API server is asked too much")
        )
        rehearsal.server.refusal = nil
        rehearsal.run(.seconds(1))
        #expect(rehearsal.view.pods.currentValue?.count == 4)
    }

    @Test func `a server that has just begun and refuses everybody is asked again before anything is said`() throws {
        for refusal in ["403-list", "401-bad-token"] {
            var rehearsal = PodRehearsal()
            rehearsal.server.add("db1")
            rehearsal.server.refusal = try recorded(refusal)
            rehearsal.run(.milliseconds(200))
            #expect(rehearsal.view.pods.isPending)
            rehearsal.server.refusal = nil
            rehearsal.run(.milliseconds(400))
            #expect(rehearsal.view.pods.currentValue?.count == 1)
        }
    }

    @Test func `a right that is missing is named, and asked for again rarely`() throws {
        var rehearsal = PodRehearsal()
        rehearsal.server.refusal = try recorded("403-list")
        rehearsal.run(.seconds(1))
        let failure = try #require(rehearsal.view.pods.failure)
        #expect(failure.reason.description == "user nobody may not list pods in namespace platform (403)")
        rehearsal.run(.seconds(60))
        #expect(rehearsal.count("pods", since: .seconds(1)) <= 5)
    }

    @Test func `pods that may be listed and not watched are read at intervals`() throws {
        var rehearsal = PodRehearsal()
        rehearsal.server.add("db1")
        rehearsal.server.watchRefusal = try recorded("403-watch")
        rehearsal.run(.seconds(30))
        rehearsal.server.add("db2")
        rehearsal.run(.seconds(6))
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.pods.currentValue != nil)
        guard case .broken(let reason, _) = rehearsal.view.watch else {
            Issue.record("\(rehearsal.view.watch)")
            return
        }
        #expect(reason.description == "user nobody may not watch pods in namespace platform (403)")
        #expect((5...10).contains(rehearsal.count("pods")) && rehearsal.count("watch") <= 7)
    }

    @Test func `credentials that are refused are said, and tried again rarely`() throws {
        var rehearsal = settled()
        rehearsal.server.refusal = try recorded("401-bad-token")
        rehearsal.cut()
        rehearsal.run(.seconds(3))
        #expect(rehearsal.view.pods.failure?.reason == .accessDenied(status: 401))
        #expect(rehearsal.view.pods.value?.count == 4)
        rehearsal.run(.seconds(60))
        #expect(rehearsal.count("pods", since: .seconds(3)) <= 5)
        rehearsal.server.refusal = nil
        rehearsal.run(.seconds(16))
        #expect(rehearsal.view.pods.currentValue?.count == 4)
    }

    @Test(arguments: ["504-future-version", "400-resource-version", "404-group"])
    func `what the server says against a reading is shown, and tried again ever more rarely`(_ name: String) throws {
        var rehearsal = PodRehearsal()
        rehearsal.server.refusal = try recorded(name)
        rehearsal.run(.seconds(60))
        #expect(rehearsal.view.pods.failure != nil)
        #expect((5...60).contains(rehearsal.count("pods")), "\(rehearsal.count("pods"))")
    }

    @Test func `a line that makes no sense makes it read anew`() {
        var rehearsal = settled()
        rehearsal.run(.seconds(2))
        rehearsal.tell("{\"type\":\"MODIFIED\",\"object\":{}}")
        rehearsal.server.change("db1")
        rehearsal.run(.seconds(2))
        #expect(rehearsal.known == rehearsal.truth)
    }

    @Test func `reading by hand does not lose what the watch tells meanwhile`() {
        var rehearsal = settled(10)
        rehearsal.run(.seconds(3))
        let now = rehearsal.now
        rehearsal.change { $0.hasten(at: now) }
        rehearsal.run(.milliseconds(40))
        rehearsal.server.change("db1")
        rehearsal.server.delete("db9")
        rehearsal.run(.seconds(1))
        #expect(rehearsal.known == rehearsal.truth && rehearsal.view.watch.isStanding)
    }

    @Test func `a clock set back does not stop the questions`() {
        var rehearsal = settled()
        rehearsal.server.refusal = .failure(.connectionRefused)
        rehearsal.cut()
        rehearsal.run(.seconds(30))
        let past = PodRehearsal.start - .seconds(3600)
        rehearsal.change { $0.clockWasSetBack(to: past) }
        #expect(rehearsal.watch.nextDue.map { $0 <= past + .seconds(2) } == true)
    }

    @Test(arguments: Array(1...150) + [257, 328, 364, 408, 424])
    func `whatever happens, the pods are the server's in the end`(_ seed: UInt64) {
        var random = MutationTests.Seeded(state: seed)
        var rehearsal = PodRehearsal()
        for _ in 0..<Int.random(in: 5...60, using: &random) {
            disturb(&rehearsal, &random)
            rehearsal.run(.milliseconds(Int64.random(in: 0...3000, using: &random)))
            let known = rehearsal.view.pods.value?.map(\.id) ?? []
            #expect(known == known.sorted() && Set(known).count == known.count)
        }
        rehearsal.isStalled = false
        rehearsal.server.refusal = nil
        rehearsal.server.watchRefusal = nil
        rehearsal.run(.seconds(80)) { $0.known == $0.truth && $0.view.watch.isStanding }
        #expect(
            rehearsal.known == rehearsal.truth && rehearsal.view.pods.currentValue != nil,
            "\(rehearsal.sent.suffix(12).map { "\($0.at) \($0.question.kind)" }) \(rehearsal.watch.shelf.version ?? "") \(rehearsal.server.version)"
        )
    }

    private func disturb(_ rehearsal: inout PodRehearsal, _ random: inout MutationTests.Seeded) {
        let name = "db\(Int.random(in: 0..<12, using: &random))"
        switch Int.random(in: 0..<20, using: &random) {
        case 0...4: rehearsal.server.add(name)
        case 5...8: rehearsal.server.change(name)
        case 9, 10: rehearsal.server.delete(name)
        case 11:
            rehearsal.server.delete(name)
            rehearsal.server.add(name)
        case 12: rehearsal.cut()
        case 13: rehearsal.cut(.success(ReadAnswer("")))
        case 14:
            rehearsal.server.pass()
            rehearsal.server.compact()
        case 15:
            // The server is away meanwhile; nobody can tell who looks only before and after.
            rehearsal.server.refusal = .failure(.connectionRefused)
            rehearsal.server.restore(Int.random(in: 1...20, using: &random))
            rehearsal.cut()
            rehearsal.run(.seconds(2))
            rehearsal.server.refusal = nil
        case 16: rehearsal.mute()
        case 17: rehearsal.isStalled = false
        case 18:
            rehearsal.server.refusal = [
                .failure(.connectionRefused), .success(ReadAnswer("", status: 503)),
                .success(ReadAnswer("{\"kind\":\"Status\",\"code\":401}", status: 401)),
                .failure(.timedOut(connected: true)),
            ].randomElement(using: &random)
        default: rehearsal.server.refusal = nil
        }
    }
}
