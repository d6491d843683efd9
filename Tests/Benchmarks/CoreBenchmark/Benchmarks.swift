import Benchmark
import ClusterModel
import Dashboard
import Endpoints
import Scenes
import Simulator
import TerminalUI
import TestSupport

/// What the functional core does once a second, each part by itself; `Tests/Benchmarks/README.md` says how to run it.
let benchmarks: @Sendable () -> Void = {
    Benchmark.defaultConfiguration = .init(
        metrics: [.wallClock, .cpuTotal],
        warmupIterations: 10,
        scalingFactor: .kilo
    )

    Benchmark("decode /cluster of three members") { benchmark in
        let answer = try Fixture("patroni-4.1.5/healthy/db1.cluster.http").answer()
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try ListingDecoder.decode(answer).get()) }
    }

    Benchmark("decode HAProxy's CSV") { benchmark in
        let answer = try Fixture("patroni-4.1.5/healthy/haproxy.csv").answer()
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(try ProxyStatisticsDecoder.decode(answer).get()) }
    }

    Benchmark("a second of the simulated cluster and its dashboard") { benchmark in
        var rehearsal = Rehearsal(.healthy, size: Size(columns: 120, rows: 40))
        rehearsal.play(for: .seconds(5))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { rehearsal.play(for: .seconds(1)) }
    }

    Benchmark("a second of ClusterWatch, three members") { benchmark in
        let listing = try Fixture("patroni-4.1.5/healthy/db1.cluster.http").answer()
        let reports = try ["1", "2", "3"].map { try Fixture("patroni-4.1.5/healthy/db\($0).patroni.http").answer() }
        var now = Rehearsal.start
        var watch = ClusterWatch(WatchPlan(agents: [try WebAddress.agent(parsing: "http://127.0.0.11:8008")]), at: now)
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations {
            now = now + .seconds(1)
            for request in watch.due(at: now) {
                watch.absorb(reply(to: request, listing: listing, reports: reports, at: now))
            }
            blackHole(watch.snapshot(at: now))
        }
    }

    Benchmark("draw a frame of 120×40") { benchmark in
        var rehearsal = Rehearsal(.healthy, size: Size(columns: 120, rows: 40))
        rehearsal.play(for: .seconds(30))
        benchmark.startMeasurement()
        for _ in benchmark.scaledIterations { blackHole(rehearsal.dashboard.view()) }
    }
}

/// What the recorded agents, 127.0.0.11 to 13, would answer; everything else refuses.
private func reply(
    to request: ReadRequest,
    listing: ReadAnswer,
    reports: [ReadAnswer],
    at now: Timestamp
) -> ReadReply {
    let outcome: Result<ReadAnswer, ReadFailure> =
        switch request {
        case .listing: .success(listing)
        case .agent(let address):
            address.host.hasSuffix("1")
                ? .success(reports[0]) : .success(reports[address.host.hasSuffix("2") ? 1 : 2])
        case .history, .configuration, .proxyStatistics, .probe: .failure(.connectionRefused)
        }
    return ReadReply(request: request, outcome: outcome, startedAt: now, finishedAt: now + .milliseconds(4))
}
