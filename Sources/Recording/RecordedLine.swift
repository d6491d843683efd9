import ClusterModel
import Endpoints
import FoundationEssentials

/// One line after the first as JSON spells it: a reply, a note, or what an operator did.
///
/// Times are whole milliseconds since 1970-01-01T00:00:00Z. A body is text (`body`), or base64 (`bodyBase64`) where it is no
/// valid UTF-8. A reply has either a `status` with a body, or a `failure`.
struct RecordedLine: Codable {
    var note: String?
    var at: Int64?
    var operation: RecordedOperation?
    var request: String?
    var address: String?
    var question: RecordedQuestion?
    var startedAt: Int64?
    var finishedAt: Int64?
    var status: Int?
    var contentType: String?
    var body: String?
    var bodyBase64: String?
    var failure: RecordedFailure?
    /// The `Date` header of the answer, and how long its `Retry-After` asks to wait.
    var date: Int64?
    var retryAfterMs: Int64?
    /// A message of a stream that goes on.
    var more: Bool?

    /// Nil for a reply that recordings leave out.
    init?(_ reply: ReadReply) {
        guard let asked = RecordedRequest(reply.request) else { return nil }
        request = asked.kind
        address = asked.address
        question = asked.question
        more = reply.isFinal ? nil : true
        startedAt = reply.startedAt.millisecondsSinceEpoch
        finishedAt = reply.finishedAt.millisecondsSinceEpoch
        switch reply.outcome {
        case .success(let answer):
            status = answer.status
            contentType = answer.contentType
            date = answer.date?.millisecondsSinceEpoch
            retryAfterMs = answer.retryAfter?.inMilliseconds
            if case .kubernetes(let request) = reply.request, !answer.body.isEmpty {
                keep(answer, to: request.question)
            } else if let text = String(validating: answer.body, as: UTF8.self) {
                body = text
            } else {
                bodyBase64 = Data(answer.body).base64EncodedString()
            }
        case .failure(let failure): self.failure = RecordedFailure(failure)
        }
    }

    /// What is not known to be harmless is left out, also where it is no JSON.
    private mutating func keep(_ answer: ReadAnswer, to question: KubernetesQuestion) {
        do throws(ReadFailure) {
            if answer.status == 200 { _ = try answer.content() }
            body = KeptDocument.of(question, status: answer.status).body(of: answer) ?? "?"
        } catch {
            failure = RecordedFailure(error)
        }
    }

    init(note: String, at: Timestamp) {
        self.note = note
        self.at = at.millisecondsSinceEpoch
    }

    init(_ action: OperatorAction, at: Timestamp) {
        operation = RecordedOperation(action)
        self.at = at.millisecondsSinceEpoch
    }

    /// What the line means; nil when it says something that this version does not know.
    func entry() throws(RecordingError.Problem) -> RecordingEntry? {
        if let note {
            return .note(note.printable(), at: Timestamp(recorded: at ?? 0))
        }
        if let operation {
            let action = operation.action
            return .action(action, at: at.map { Timestamp(recorded: $0) } ?? action.at)
        }
        guard let request else { return nil }
        guard let address, let startedAt, let finishedAt else {
            throw .missing("“address”, “startedAt” or “finishedAt”")
        }
        let asked: ReadRequest?
        do {
            asked = try RecordedRequest(kind: request, address: address, question: question).request()
        } catch {
            throw .address(error.description)
        }
        guard let asked else { return nil }
        return .reply(
            ReadReply(
                request: asked,
                outcome: try outcome(limitBytes: asked.limitBytes),
                startedAt: Timestamp(recorded: startedAt),
                finishedAt: Timestamp(recorded: finishedAt),
                isFinal: more != true
            )
        )
    }

    private func outcome(limitBytes: Int) throws(RecordingError.Problem) -> Result<ReadAnswer, ReadFailure> {
        if let failure { return .failure(failure.failure) }
        guard let status else { throw .missing("“status” or “failure”") }
        let bytes: [UInt8]
        if let body {
            bytes = Array(body.utf8)
        } else if let bodyBase64 {
            guard let data = Data(base64Encoded: bodyBase64) else { throw .base64 }
            bytes = Array(data)
        } else {
            bytes = []
        }
        // The transport gives up larger answers, so what claims to be one was made by hand.
        guard bytes.count <= limitBytes else { return .failure(.tooLarge(limitBytes: limitBytes)) }
        return .success(
            ReadAnswer(
                status: status,
                contentType: contentType?.printable(),
                date: date.map { Timestamp(recorded: $0) },
                retryAfter: retryAfterMs.map { .milliseconds(min(max($0, 0), 3_600_000)) },
                body: bytes
            )
        )
    }
}
