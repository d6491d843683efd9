import ClusterModel
import Endpoints
import Simulator

/// A watch or a followed log of the simulated API server, cut into lines as the transport does.
struct RehearsedStream {
    let request: KubernetesRequest
    private(set) var isOver = false
    private var stream: SimulatedStream
    private let startedAt: Timestamp
    private var hasBegun = false
    /// The beginning of a line whose end has not come.
    private var rest: [UInt8] = []

    init(_ request: KubernetesRequest, _ stream: SimulatedStream, at now: Timestamp) {
        self.request = request
        self.stream = stream
        startedAt = now
    }

    /// What the stream has to say by now.
    mutating func read(from cluster: inout SimulatedCluster, at now: Timestamp) -> [ReadReply] {
        var replies: [ReadReply] = []
        if !hasBegun, ReadRequest.kubernetes(request).tellsOpening { replies.append(message([], at: now)) }
        hasBegun = true
        switch cluster.pump(&stream, at: now) {
        case .bytes(let bytes): replies += messages(bytes, at: now)
        case .last(let bytes):
            replies += messages(bytes, at: now)
            isOver = true
            var last = message([], at: now)
            last.isFinal = true
            replies.append(last)
        case .cut:
            isOver = true
            replies.append(reply(.failure(.cutShort), at: now, isFinal: true))
        }
        return replies
    }

    private mutating func messages(_ bytes: [UInt8], at now: Timestamp) -> [ReadReply] {
        rest += bytes
        guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return [] }
        let newline = UInt8(ascii: "\n")
        let keepsEmptyLines = ReadRequest.kubernetes(request).keepsEmptyLines
        let lines = rest[..<end].split(separator: newline, omittingEmptySubsequences: !keepsEmptyLines)
        rest = Array(rest[(end + 1)...])
        return lines.map { message($0.isEmpty ? [newline] : Array($0), at: now) }
    }

    private func message(_ line: [UInt8], at now: Timestamp) -> ReadReply {
        reply(.success(ReadAnswer(status: 200, body: line)), at: now, isFinal: false)
    }

    private func reply(
        _ outcome: Result<ReadAnswer, ReadFailure>,
        at now: Timestamp,
        isFinal: Bool
    ) -> ReadReply {
        ReadReply(
            request: .kubernetes(request),
            outcome: outcome,
            startedAt: startedAt,
            finishedAt: now,
            isFinal: isFinal
        )
    }
}
