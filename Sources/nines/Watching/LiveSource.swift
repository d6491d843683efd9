import ClusterModel
import CurlTransport
import Dashboard
import Endpoints
import Operations

/// The cluster as it is now, with a copy of every reply for the recorder where there is one.
final class LiveSource: ReplySource {
    private let reader: CurlReader
    private let recorder: Recorder?
    private var hasToldEnding = false

    init(_ reader: CurlReader, recorder: Recorder?) {
        self.reader = reader
        self.recorder = recorder
    }

    var now: Timestamp { SystemClock.now() }

    func start(_ request: ReadRequest, deadline: Duration) {
        reader.start(request, deadline: deadline)
    }

    func stop(_ request: ReadRequest) { reader.cancel(request) }

    func record(_ action: OperatorAction) { recorder?.write(action, at: now) }

    var isIdle: Bool { reader.isIdle }

    func wait(until end: Timestamp, descriptors: [Int32]) -> Woken {
        let wakeup = wait(atMost: end - now, descriptors: descriptors)
        return Woken(
            messages: wakeup.replies.map { .replied($0) } + (newEnding.map { [.recordingEnded($0)] } ?? []),
            readable: wakeup.readable
        )
    }

    func follow(_ playback: Playback) {}

    /// Something that sends, beside the reader: one wait serves both.
    ///
    /// Only who may write has the authority that it takes.
    func writer(_ authority: consuming WriteAuthority, agents: Access) -> CurlWriter {
        CurlWriter(
            authority: authority,
            beside: reader,
            agents: agents,
            userAgent: "nines/\(Version.text)",
            clock: SystemClock.now
        )
    }

    /// The same for commands without a dashboard.
    func wait(atMost span: Duration, descriptors: [Int32]) -> CurlReader.Wakeup {
        let wakeup = reader.wait(atMost: max(.zero, span), descriptors: descriptors)
        if let recorder { wakeup.replies.forEach(recorder.write) }
        return wakeup
    }

    /// Ends everything that runs, without replies.
    func cancelAll() { reader.cancelAll() }

    /// Why the recording ended, told once.
    var newEnding: String? {
        guard !hasToldEnding, let ending = recorder?.ending else { return nil }
        hasToldEnding = true
        return ending
    }
}
