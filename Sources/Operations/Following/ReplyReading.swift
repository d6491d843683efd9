import ClusterModel
import Wording

/// What an agent's answer to a mutating request means for its operation.
enum ReplyReading: Equatable {
    case accepted
    /// Nothing was changed.
    case refused(status: Int, text: String, explanation: Phrase)
    /// Nothing reached an agent.
    case notSent(Phrase)
    /// Nobody can tell from the answer: what the cluster shows decides.
    case undecided(Phrase)
    /// The agents gave it up, unless the cluster shows otherwise.
    case abandoned(Phrase)
    case failed(Phrase)

    init(_ reply: WriteReply, of outline: RequestOutline) {
        switch reply.outcome {
        case .success(let answer): self.init(answer, outline)
        case .failure(let reason) where !reply.mayHaveArrived: self = .notSent("nothing was sent: \(reason)")
        case .failure(let reason): self.init(reason)
        }
    }

    private init(_ answer: WriteAnswer, _ outline: RequestOutline) {
        let text = answer.text.asSentence
        switch answer.status {
        case 200..<300: self = .accepted
        case 503 where text.contains("status unknown"): self = .undecided("Patroni answered “\(text)”")
        case 503 where text == "postgres is still starting":
            self = .undecided("Patroni waited long enough: the database is still starting")
        // Said by what stands between, which passed the request on: Patroni answers neither.
        case 502, 504: self = .undecided("no answer: what stands before the agent answered \(answer.status)")
        case _ where text == "restart failed":
            self = .failed("Patroni answered “restart failed”: the database did not come up")
        case 503:
            switch RefusalText(status: 503, text: text) {
            case .handoverFailed(let action)?:
                let meaning = RefusalText.handoverFailed(action).meaning
                self = .abandoned("Patroni answered “\(text)”: \(meaning)")
            case let known?: self = .refused(status: 503, text: text, explanation: known.meaning)
            case nil where outline.path == "/config":
                self = .refused(status: 503, text: text, explanation: RefusalText.noConfiguration.meaning)
            case nil: self = .refused(status: 503, text: text, explanation: "the agent would not")
            }
        default:
            self = .refused(
                status: answer.status,
                text: text,
                explanation: Self.explanation(answer.status, text, outline)
            )
        }
    }

    private static func explanation(_ status: Int, _ text: String, _ outline: RequestOutline) -> Phrase {
        if outline.agent.goesThroughAPIServer, status == 401 || status == 403 {
            return status == 401
                ? "the API server takes the credentials off a request: use a port-forward or the agents' own addresses"
                : "Patroni lets nobody in who comes through the API server: its allowlist, or the client certificate it "
                    + "wants, stands against it; use a port-forward or the agents' own addresses"
        }
        if let known = RefusalText(status: status, text: text) { return known.meaning }
        return switch status {
        case 403: RefusalText.says(.accessDenied).meaning
        case 404: "the agent knows no such thing"
        case 409: "somebody else changed it at the same moment: look again"
        case 411: "the agent missed the length of the request"
        case 412: "the cluster is not as the request says: look again"
        case 500...599: "the agent had an error of its own; its log says more"
        default: "no version of Patroni that we know answers this"
        }
    }

    private init(_ reason: ReadFailure) {
        switch reason {
        case .connectionRefused, .nameNotResolved, .timedOut(connected: false), .tls, .withoutCredential:
            self = .notSent("nothing was sent: \(reason)")
        case .accessDenied(let status):
            let meaning =
                status == 401 ? RefusalText.says(.wrongCredentials).meaning : RefusalText.says(.accessDenied).meaning
            self = .refused(status: status, text: reason.description, explanation: meaning)
        case .refused(let status, let sentence):
            self = .refused(status: status, text: reason.description, explanation: Phrase(verbatim: sentence))
        case .httpStatus(let status):
            self = .refused(status: status, text: reason.description, explanation: "the agent had an error of its own")
        case .timedOut(connected: true), .closedWithoutAnswer, .cutShort, .unreachable:
            self = .undecided("no answer: \(reason)")
        case .tooLarge, .tooManyRedirects, .html, .undecodable, .notADatabase:
            self = .undecided("an answer that says nothing: \(reason)")
        }
    }
}

extension String {
    /// One line; Python's error pages say what they mean behind `Message:`.
    var asSentence: String {
        guard contains("<!DOCTYPE") || contains("<html") else { return trimmed }
        guard let start = firstRange(of: "Message: ") else { return "an error page" }
        let rest = self[start.upperBound...]
        let end = rest.firstRange(of: "</p>")?.lowerBound ?? rest.endIndex
        let message = rest[..<end].prefix(200)
        return String(message.hasSuffix(".") ? message.dropLast() : message).trimmed
    }
}
