import CCurl

/// What arrives of the answer to something that was sent, up to a limit.
///
/// libcurl holds an unretained reference to it; the transfer that owns it keeps it alive.
final class AnswerBody {
    let limitBytes: Int
    private(set) var bytes: [UInt8] = []
    private(set) var overflowed = false

    init(limitBytes: Int) {
        self.limitBytes = limitBytes
    }

    /// Lets libcurl deliver the body here.
    func receive(from easy: EasyHandle) throws(OptionFailure) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        let deliver: curl_write_callback = { bytes, size, count, context in
            guard let context else { return 0 }
            let body = Unmanaged<AnswerBody>.fromOpaque(context).takeUnretainedValue()
            return body.accept(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        try shim_setopt_write(easy.pointer, deliver, context).check()
    }

    /// Any other number than the piece's length makes libcurl stop the transfer.
    private func accept(_ piece: UnsafeRawBufferPointer) -> Int {
        guard piece.count <= limitBytes - bytes.count else {
            overflowed = true
            return 0
        }
        bytes.append(contentsOf: piece)
        return piece.count
    }
}
