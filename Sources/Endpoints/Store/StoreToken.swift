/// A login's fruit, for the transport alone: it sends it with every question that follows.
package enum StoreToken {
    /// The token in the answer to `authenticate`; nil when the answer is none.
    package static func read(from answer: ReadAnswer) -> Secret? { StoreDecoder.token(in: answer) }
}
