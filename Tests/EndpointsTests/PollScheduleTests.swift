import ClusterModel
import Endpoints
import Testing

struct PollScheduleTests {
    private let start = Timestamp(secondsSinceEpoch: 1_000_000)
    private let address = WebAddress(host: "db1", port: 8008)

    @Test(arguments: [(0, 1), (2, 1), (3, 2), (4, 4), (5, 8), (6, 15), (100, 15), (Int.max, 15)])
    func `waits double after three failures, up to fifteen seconds`(_ failures: Int, _ seconds: Int) {
        #expect(PollCadence.agent.wait(interval: .seconds(1), failures: failures) == .seconds(seconds))
        #expect(PollCadence.everyIntervalAlways.wait(interval: .seconds(1), failures: failures) == .seconds(1))
    }

    @Test func `a wait is never shorter than the interval`() {
        #expect(PollCadence.agent.wait(interval: .seconds(60), failures: 9) == .seconds(60))
        #expect(PollCadence.every(.seconds(10)).wait(interval: .seconds(60), failures: 0) == .seconds(60))
    }

    @Test func `one request is in flight to a service, whatever its path`() {
        var schedule = PollSchedule(interval: .seconds(1), seed: "a")
        var nested = address
        nested.path = "/x"
        for request in [ReadRequest.agent(address), .history(address), .configuration(nested)] {
            schedule.add(request, .agent, at: start)
        }
        #expect(schedule.takeDue(at: start) == [.agent(address)])
        #expect(schedule.takeDue(at: start).isEmpty)
        #expect(schedule.nextDue == start + PollSchedule.patience)
        #expect(schedule.takeDue(at: start + PollSchedule.patience) == [.history(address)])
        #expect(schedule.nextDue == nil, "two are in flight: only an answer helps")
        schedule.finish(.agent(address), succeeded: true, at: start + .milliseconds(1500))
        #expect(schedule.takeDue(at: start + .milliseconds(1500)).isEmpty)
        #expect(schedule.takeDue(at: start + .seconds(2)) == [.configuration(nested)])
    }

    @Test func `answers that come late do not shift the beat`() {
        var schedule = PollSchedule(interval: .seconds(1), seed: "a")
        schedule.add(.agent(address), .agent, at: start)
        var moments: [Timestamp] = []
        var now = start
        for delay in [3, 400, 90, 700, 1] {
            #expect(schedule.takeDue(at: now) == [.agent(address)])
            moments.append(now)
            schedule.finish(.agent(address), succeeded: true, at: now + .milliseconds(delay))
            now = schedule.nextDue ?? now
        }
        let gaps = zip(moments.dropFirst(), moments.dropFirst(2)).map { $1 - $0 }
        #expect(gaps.allSatisfy { $0 == .seconds(1) }, "\(gaps)")
    }

    @Test func `the beat falls where it was put`() {
        let schedule = PollSchedule(interval: .seconds(2), phase: .milliseconds(300))
        #expect(schedule.beat(after: start) == start + .milliseconds(300))
        #expect(schedule.beat(after: start + .milliseconds(301)) == start + .milliseconds(2300))
    }

    @Test func `a beat is found before, at and after the epoch`() {
        let schedule = PollSchedule(interval: .milliseconds(700), seed: "seed")
        for milliseconds in [Int64.min, -1, 0, 1, 1_000_000_123, .max] {
            let moment = Timestamp(millisecondsSinceEpoch: milliseconds)
            let beat = schedule.beat(after: moment)
            #expect(beat >= moment && (beat - moment) < .milliseconds(700))
        }
    }

    @Test func `a forgotten request's answer still frees its service`() {
        var schedule = PollSchedule(interval: .seconds(1), seed: "a")
        schedule.add(.agent(address), .agent, at: start)
        #expect(schedule.takeDue(at: start).count == 1)
        schedule.remove(.agent(address))
        schedule.finish(.agent(address), succeeded: true, at: start)
        #expect(schedule.isFree(.history(address), at: start) && schedule.nextDue == nil)
    }

    @Test func `the hash is the same in every process`() {
        #expect(StableHash.of("") == 0xCBF2_9CE4_8422_2325)
        #expect(StableHash.of("a") == 0xAF63_DC4C_8601_EC8C)
    }

    @Test func `an urgent pace hurries everything, probes most, and leaves the interval alone`() {
        let probe = ReadRequest.probe(ClientAddress(host: "proxy", port: 6000))
        var schedule = PollSchedule(interval: .seconds(2), seed: "a")
        schedule.add(.agent(address), .agent, at: start)
        schedule.add(probe, .everyIntervalAlways, at: start)
        func counts(from: Timestamp, for span: Duration) -> (agents: Int, probes: Int) {
            var (agents, probes, now) = (0, 0, from)
            while now < from + span {
                for request in schedule.takeDue(at: now) {
                    if request == probe { probes += 1 } else { agents += 1 }
                    schedule.finish(request, succeeded: true, at: now + .milliseconds(2))
                }
                now = now + .milliseconds(10)
            }
            return (agents, probes)
        }
        schedule.pace = .urgent
        #expect(schedule.interval == .seconds(2) && schedule.step == .milliseconds(250))
        let urgent = counts(from: start, for: .seconds(10))
        #expect((40...42).contains(urgent.agents) && (98...102).contains(urgent.probes), "\(urgent)")
        schedule.pace = .calm
        let calm = counts(from: start + .seconds(10), for: .seconds(10))
        #expect((4...6).contains(calm.agents) && (4...6).contains(calm.probes), "\(calm)")
    }

    @Test func `who chose a shorter interval keeps it while it is urgent`() {
        #expect(PollPace.urgent.interval(chosen: .milliseconds(100)) == .milliseconds(100))
        #expect(PollPace.urgent.measuringInterval(chosen: .milliseconds(100)) == .milliseconds(100))
        #expect(PollPace.calm.measuringInterval(chosen: .seconds(5)) == .seconds(5))
    }

    @Test func `an agent that has been left alone is asked soon when it becomes urgent`() {
        var schedule = PollSchedule(interval: .seconds(1), seed: "a")
        schedule.add(.agent(address), .agent, at: start)
        var now = start
        for _ in 0..<8 {
            #expect(schedule.takeDue(at: now) == [.agent(address)])
            schedule.finish(.agent(address), succeeded: false, at: now)
            now = schedule.nextDue ?? now
        }
        let calm = schedule.nextDue ?? now
        schedule.pace = .urgent
        let urgent = schedule.nextDue ?? now
        #expect(calm - urgent >= .seconds(5))
    }
}
