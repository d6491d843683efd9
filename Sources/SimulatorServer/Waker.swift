import FlyingSocks
import Glibc
import Synchronization

/// Wakes the event loop from another thread: a pair of sockets whose reading end the loop polls.
final class Waker: Sendable {
    let readingEnd: Socket
    private let writingEnd: Mutex<Int32?>

    init() throws {
        var ends: [Int32] = [-1, -1]
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else {
            throw SimulatorFailure.cannotBind(port: 0, reason: String(cString: strerror(errno)))
        }
        readingEnd = Socket(file: Socket.FileDescriptor(rawValue: ends[0]))
        writingEnd = Mutex(ends[1])
    }

    /// Harmless after `close`: a late timer must not write into a descriptor that somebody else got since.
    func wake() {
        writingEnd.withLock { end in
            guard let end else { return }
            var byte: UInt8 = 1
            _ = write(end, &byte, 1)
        }
    }

    func drain() {
        while let bytes = try? readingEnd.read(atMost: 512), bytes.count == 512 {}
    }

    func close() {
        writingEnd.withLock { end in
            if let descriptor = end { _ = Glibc.close(descriptor) }
            end = nil
        }
        try? readingEnd.close()
    }
}
