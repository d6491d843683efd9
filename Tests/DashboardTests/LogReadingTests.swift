import ClusterModel
import Endpoints
import Testing

@testable import Dashboard

/// A log as it is read: bounded, resumed, and harmless.
struct LogReadingTests {
    private static let start = Timestamp(secondsSinceEpoch: 1_800_000_000)
    private let pod = Pod(
        id: PodName(namespace: "platform", name: "db1"),
        uid: "1",
        containers: [
            PodContainer(name: "init", kind: .initial), PodContainer(name: "postgres"), PodContainer(name: "exporter"),
        ]
    )
    private let server = WebAddress(isTLS: true, host: "api", port: 6443)

    private func reading() -> LogReading {
        var reading = LogReading(of: pod, at: server)
        _ = reading.start(at: Self.start)
        return reading
    }

    private func log(_ reading: LogReading) -> PodLog? {
        guard case .log(let log)? = reading.request?.question else { return nil }
        return log
    }

    @discardableResult
    private func send(
        _ text: String,
        status: Int = 200,
        isFinal: Bool = false,
        to reading: inout LogReading
    ) -> Int {
        guard let request = reading.request else { return 0 }
        return reading.absorb(
            ReadReply(
                request: .kubernetes(request),
                outcome: .success(ReadAnswer(status: status, body: Array(text.utf8))),
                startedAt: Self.start,
                finishedAt: Self.start,
                isFinal: isFinal
            )
        )
    }

    private func stamp(_ second: Int) -> String { "2027-01-15T08:00:\(second < 10 ? "0" : "")\(second).000000000Z" }

    @Test func `empty lines stay, whether they come alone, with their time or among others`() {
        var reading = reading()
        send("\(stamp(1)) one", to: &reading)
        send("\n", to: &reading)
        send("\(stamp(2)) ", to: &reading)
        send("\(stamp(3))", to: &reading)
        send("\(stamp(4)) two\n\n\(stamp(5)) three\n", to: &reading)
        send("", isFinal: true, to: &reading)
        #expect(reading.lines.map(\.text) == ["one", "", "", "", "two", "", "three"])
    }

    @Test func `it asks for the first container that stays, and for the chosen part`() {
        var reading = reading()
        #expect(log(reading)?.container == "postgres" && log(reading)?.tailLines == 500)
        #expect(log(reading)?.follows == true && log(reading)?.since == nil)
        reading.nextSpan()
        _ = reading.start(at: Self.start)
        #expect(log(reading)?.since == Self.start - .seconds(300))
        reading.nextContainer()
        reading.togglePrevious()
        _ = reading.start(at: Self.start)
        #expect(log(reading)?.container == "exporter" && log(reading)?.isPrevious == true)
        #expect(log(reading)?.follows == false)
        reading.nextContainer()
        #expect(reading.container == "postgres")
    }

    @Test func `lines and bytes are bounded, whatever is written`() {
        var reading = reading()
        var gone = 0
        for number in 0..<12_000 { gone += send("\(stamp(number % 60)) line \(number)", to: &reading) }
        #expect(reading.lines.count <= LogReading.mostLines && reading.lines.last?.text == "line 11999")
        #expect(reading.dropped == gone && reading.dropped + reading.lines.count == 12_000)
        let long = String(repeating: "x", count: 2100)
        for _ in 0..<2500 { send("\(stamp(59)) \(long)", to: &reading) }
        #expect(reading.lines.allSatisfy { $0.text.count <= 2000 })
        #expect(reading.lines.reduce(0) { $0 + $1.text.utf8.count } <= LogReading.mostBytes)
    }

    @Test func `what a terminal would obey is taken out`() {
        var reading = reading()
        send("\(stamp(1)) \u{1B}[31mred\u{1B}[0m \u{1B}]0;title\u{7} \u{202E}back\ttab", to: &reading)
        let text = reading.lines.first?.text ?? ""
        #expect(text.hasPrefix("red ") && text.hasSuffix("back    tab"), "\(text)")
        #expect(text.unicodeScalars.allSatisfy { $0.isPrintable })
    }

    @Test func `after a break it goes on where it was`() {
        var reading = reading()
        send("\(stamp(1)) one", to: &reading)
        send("\(stamp(2)) two", to: &reading)
        send("\(stamp(2)) two again", to: &reading)
        send("", isFinal: true, to: &reading)
        #expect(reading.request == nil && reading.retryAt != nil)
        #expect(reading.due(at: Self.start) == nil)
        let again = reading.due(at: Self.start + .seconds(5))
        #expect(again != nil && again == reading.request)
        #expect(log(reading)?.since == Timestamp(iso8601: "2027-01-15T08:00:01Z"))
        for (second, text) in [(1, "one"), (2, "two"), (2, "two again"), (3, "three"), (3, "three again")] {
            send("\(stamp(second)) \(text)", to: &reading)
        }
        #expect(reading.lines.map(\.text) == ["one", "two", "two again", "three", "three again"])
    }

    @Test func `why there is none is said, and it is tried again`() {
        var reading = reading()
        let body =
            #"{"kind":"Status","message":"container \"postgres\" in pod \"db1\" is waiting to start: ContainerCreating","code":400}"#
        send(body, status: 400, isFinal: true, to: &reading)
        guard case .failed(.refused(400, let reason)) = reading.state else {
            Issue.record("\(reading.state)")
            return
        }
        #expect(reason.contains("waiting to start") && reading.retryAt != nil)
    }

    @Test func `answers to another question are let pass`() {
        var reading = reading()
        let old = reading.request
        reading.nextSpan()
        _ = reading.start(at: Self.start)
        guard let old else { return }
        let late = ReadReply(
            request: .kubernetes(old),
            outcome: .success(ReadAnswer(status: 200, body: Array("late".utf8))),
            startedAt: Self.start,
            finishedAt: Self.start
        )
        #expect(reading.absorb(late) == 0 && reading.lines.isEmpty && reading.request != nil)
    }
}
