import ClusterModel

/// Why the API server gave nothing, by what is to be done about it.
enum KubernetesProblem: Error, Equatable {
    /// What was asked for is no longer kept, a resource version or the next page: read everything anew.
    case expired(ReadFailure)
    /// The credentials are missing, wrong or too old.
    case unauthorized
    /// A right is missing.
    case forbidden(ReadFailure)
    /// The server wants to be left alone for a while.
    case busy(ReadFailure, for: Duration)
    /// Anything else; it is tried again.
    case failure(ReadFailure)

    /// What to show.
    var failure: ReadFailure {
        switch self {
        case .unauthorized: .accessDenied(status: 401)
        case .expired(let failure), .forbidden(let failure), .busy(let failure, _), .failure(let failure): failure
        }
    }

    /// What an answer other than 200 means.
    init(_ answer: ReadAnswer, to question: KubernetesQuestion) {
        let document = try? KubernetesDecoder.decode(StatusDocument.self, from: answer.body)
        self.init(status: answer.status, document, retryAfter: answer.retryAfter, question)
    }

    /// What an `ERROR` event in a watch means.
    init(_ document: StatusDocument, to question: KubernetesQuestion) {
        self.init(status: document.code ?? 500, document, retryAfter: nil, question)
    }

    private init(
        status: Int,
        _ document: StatusDocument?,
        retryAfter: Duration?,
        _ question: KubernetesQuestion
    ) {
        let text = document?.message ?? ""
        let failure: ReadFailure = text.isEmpty ? .httpStatus(status) : .refused(status: status, reason: text)
        switch status {
        case 401: self = .unauthorized
        case 403:
            let who = document?.user.map { "user \($0) may not" } ?? "we may not"
            self = .forbidden(.refused(status: 403, reason: "\(who) \(question.permission)"))
        case 410: self = .expired(failure)
        case 429:
            let pause = max(retryAfter ?? document?.retryAfter ?? .seconds(1), .seconds(1))
            self = .busy(.refused(status: 429, reason: "the API server is asked too much"), for: pause)
        case 503, 504:
            if let pause = retryAfter ?? document?.retryAfter {
                self = .busy(failure, for: max(pause, .seconds(1)))
            } else {
                self = .failure(failure)
            }
        default: self = .failure(failure)
        }
    }
}
