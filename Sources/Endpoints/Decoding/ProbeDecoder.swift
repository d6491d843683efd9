import ClusterModel

/// Reads the one byte that answers PostgreSQL's SSLRequest.
package enum ProbeDecoder {
    package static func decode(_ answer: ReadAnswer) -> Result<ProbeAnswer, ReadFailure> {
        guard let byte = answer.body.first else {
            return .failure(.notADatabase(reason: "closed without an answer"))
        }
        guard let meaning = ProbeAnswer(byte: byte) else {
            return .failure(.notADatabase(reason: "answered byte \(byte) instead of S or N"))
        }
        return .success(meaning)
    }
}
