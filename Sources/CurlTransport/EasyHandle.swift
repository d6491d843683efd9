import CCurl

/// One libcurl easy handle with the buffer for its error sentence; both are freed with it.
///
/// Whoever adds the handle to a multi handle removes it again before letting go of it.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    private let errorBuffer: UnsafeMutableBufferPointer<CChar>

    /// Nil when the memory is exhausted.
    init?() {
        guard let pointer = curl_easy_init() else { return nil }
        self.pointer = pointer
        errorBuffer = .allocate(capacity: shim_error_size())
        errorBuffer.initialize(repeating: 0)
        _ = shim_setopt_error_buffer(pointer, errorBuffer.baseAddress)
    }

    deinit {
        curl_easy_cleanup(pointer)
        errorBuffer.deallocate()
    }

    /// libcurl's own sentence about the last failure; empty when it left none.
    var errorSentence: String {
        String(decoding: errorBuffer.lazy.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
