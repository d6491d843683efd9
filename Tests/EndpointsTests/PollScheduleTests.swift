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
}
