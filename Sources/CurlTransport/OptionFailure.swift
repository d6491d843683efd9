import CCurl

/// An option that libcurl would not take: it was built without it, or the memory is exhausted.
struct OptionFailure: Error {
    let code: CURLcode
}

extension CURLcode {
    /// Passes over success and throws everything else, so that a list of options reads as a list.
    func check() throws(OptionFailure) {
        guard self == CURLE_OK else { throw OptionFailure(code: self) }
    }
}
