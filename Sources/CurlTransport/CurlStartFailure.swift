/// Why no reader can be made at all: the libcurl that was found will not do.
package enum CurlStartFailure: Error, Hashable, Sendable {
    /// `curl_global_init` or `curl_multi_init` failed; the memory is exhausted or the TLS library is broken.
    case initialization
    /// This libcurl was built without TLS, or resolves names on our thread, which would freeze the screen.
    case lacksFeatures
}

extension CurlStartFailure: CustomStringConvertible {
    /// A sentence for standard error, before the screen is taken.
    package var description: String {
        switch self {
        case .initialization: "libcurl could not be initialized"
        case .lacksFeatures: "this libcurl has no TLS or no threaded resolver; install one that has both"
        }
    }
}
