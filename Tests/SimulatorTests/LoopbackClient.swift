import Glibc

/// A blocking client of one connection to a port on loopback, as plain as the faults that it is to meet.
struct LoopbackClient: ~Copyable {
    /// How a connection or a read can end.
    enum Ending: Error, Equatable {
        case refused
        /// The peer closed, gracefully or not.
        case closed
        case timedOut
        case other(Int32)
    }

    private let descriptor: Int32

    /// - Parameter milliseconds: how long a read waits.
    init(port: UInt16, timeout milliseconds: Int = 5000) throws(Ending) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var wait = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &wait, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { throw errno == ECONNREFUSED ? .refused : .other(errno) }
    }

    deinit {
        close(descriptor)
    }

    func send(_ bytes: [UInt8]) throws(Ending) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw .closed }
            sent += count
        }
    }

    func send(_ text: String) throws(Ending) { try send(Array(text.utf8)) }

    /// What arrives next; at least one byte.
    func receive() throws(Ending) -> [UInt8] {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0 { return Array(buffer[..<count]) }
        if count == 0 { throw .closed }
        switch errno {
        case EAGAIN: throw .timedOut
        case ECONNRESET: throw .closed
        default: throw .other(errno)
        }
    }

    /// Everything until the peer closes.
    func receiveAll() throws(Ending) -> String {
        var bytes: [UInt8] = []
        while true {
            do {
                bytes += try receive()
            } catch .closed {
                return String(decoding: bytes, as: UTF8.self)
            }
        }
    }

    /// One GET on a connection of its own; the whole answer.
    static func get(_ path: String, port: UInt16, timeout: Int = 5000) throws(Ending) -> String {
        let client = try LoopbackClient(port: port, timeout: timeout)
        try client.send("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return try client.receiveAll()
    }
}
