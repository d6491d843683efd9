import Foundation
import Glibc
import Synchronization

/// A TCP server on a loopback port of its own that does to each connection what a script says.
///
/// Made for the answers that no well-behaved server gives: late, broken off, endless, none at all. Every connection has a
/// thread; `stop` ends them all, wherever their scripts are.
package final class LoopbackServer: Sendable {
    /// One thing that is done to a connection.
    package enum Step: Sendable {
        /// Reads up to the empty line that ends a request's head, and keeps the head for `requests`.
        case readRequest
        /// Reads exactly so many bytes, and keeps them for `requests`.
        case read(Int)
        case send(String)
        case sendBytes([UInt8])
        /// Repeats the bytes until the client goes.
        case sendEndlessly([UInt8])
        /// Says nothing for so long, or until the client goes.
        case pause(Duration)
        /// Says nothing until the client goes.
        case hold
        /// Closes with a reset instead of an end.
        case reset
    }

    package enum Family: Sendable { case ipv4, ipv6 }

    /// Why no server could be started: the failed call and its errno.
    package struct StartFailure: Error {
        package var call: String
        package var number: Int32
    }

    private struct Record {
        var requests: [[UInt8]] = []
        var accepted = 0
        var finished = 0
        var resets = 0
        var bytesSent = 0
    }

    package let port: Int
    private let listener: Int32
    private let stopReading: Int32
    private let stopWriting: Int32
    private let record = Mutex(Record())

    /// Starts a server, gives it to `body` and stops it however `body` ends.
    ///
    /// - Parameter script: the steps for the connection of that number, counted from 0; the connection is closed after them.
    package static func run<Result>(
        on family: Family = .ipv4,
        script: @escaping @Sendable (_ connection: Int) -> [Step],
        _ body: (LoopbackServer) throws -> Result
    ) throws -> Result {
        let server = try LoopbackServer(family)
        Thread.detachNewThread { server.serve(script) }
        defer { server.stop() }
        return try body(server)
    }

    /// A server that is bound and listens but never accepts, as a frozen process is.
    package static func runFrozen<Result>(_ body: (LoopbackServer) throws -> Result) throws -> Result {
        let server = try LoopbackServer(.ipv4)
        defer {
            server.stop()
            close(server.listener)
        }
        return try body(server)
    }

    /// A port of 127.0.0.1 that nobody listens on.
    package static func refusedPort() throws -> Int {
        let server = try LoopbackServer(.ipv4)
        defer {
            server.stop()
            close(server.listener)
        }
        return server.port
    }

    /// What each connection sent, as far as the script read it.
    package var requests: [String] {
        record.withLock { $0.requests.map { String(decoding: $0, as: UTF8.self) } }
    }

    package var acceptedConnections: Int { record.withLock { $0.accepted } }

    /// Connections whose script has ended or whose client has gone.
    package var finishedConnections: Int { record.withLock { $0.finished } }

    /// How many clients broke a connection off while nothing was said, instead of closing it.
    package var resets: Int { record.withLock { $0.resets } }
    package var bytesSent: Int { record.withLock { $0.bytesSent } }

    private init(_ family: Family) throws {
        (listener, port) = try Self.listen(family)
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw StartFailure(call: "pipe", number: errno) }
        (stopReading, stopWriting) = (ends[0], ends[1])
        for descriptor in [listener] + ends { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }

    deinit {
        close(stopReading)
    }

    /// A byte that nobody reads wakes every thread out of its `poll`, now and later.
    private func stop() {
        _ = Glibc.write(stopWriting, [0], 1)
        close(stopWriting)
    }
}

// MARK: - Serving

extension LoopbackServer {
    private func serve(_ script: @escaping @Sendable (Int) -> [Step]) {
        while isReady(listener, for: POLLIN) {
            let client = accept(listener, nil, nil)
            guard client >= 0 else { continue }
            _ = fcntl(client, F_SETFD, FD_CLOEXEC)
            let number = record.withLock { record in
                defer { record.accepted += 1 }
                return record.accepted
            }
            Thread.detachNewThread { [self] in
                for step in script(number) where !perform(step, on: client) { break }
                close(client)
                record.withLock { $0.finished += 1 }
            }
        }
        close(listener)
    }

    /// Whether the connection lives on after the step.
    private func perform(_ step: Step, on client: Int32) -> Bool {
        switch step {
        case .readRequest: return read(from: client) { $0.suffix(4) == [13, 10, 13, 10] }
        case .read(let count): return read(from: client) { $0.count == count }
        case .send(let text): return write(Array(text.utf8), to: client)
        case .sendBytes(let bytes): return write(bytes, to: client)
        case .sendEndlessly(let bytes):
            while write(bytes, to: client) {}
            return false
        case .pause(let span): return !isReady(client, for: POLLIN, within: span)
        case .hold:
            var byte: UInt8 = 0
            if isReady(client, for: POLLIN), recv(client, &byte, 1, Int32(MSG_PEEK)) < 0, errno == ECONNRESET {
                record.withLock { $0.resets += 1 }
            }
            return false
        case .reset:
            var lingering = linger(l_onoff: 1, l_linger: 0)
            setsockopt(client, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
            return false
        }
    }

    private func read(from client: Int32, until isComplete: ([UInt8]) -> Bool) -> Bool {
        var bytes: [UInt8] = []
        defer { record.withLock { [bytes] in $0.requests.append(bytes) } }
        var byte: UInt8 = 0
        while !isComplete(bytes) {
            guard isReady(client, for: POLLIN), recv(client, &byte, 1, 0) == 1 else { return false }
            bytes.append(byte)
        }
        return true
    }

    private func write(_ bytes: [UInt8], to client: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard isReady(client, for: POLLOUT) else { return false }
            let flags = Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, flags) }
            guard count > 0 || errno == EAGAIN else { return false }
            record.withLock { $0.bytesSent += max(count, 0) }
            rest = rest.dropFirst(max(count, 0))
        }
        return true
    }

    /// Waits for the descriptor; false when the server was stopped or the span is over.
    private func isReady(_ descriptor: Int32, for events: Int32, within span: Duration? = nil) -> Bool {
        let milliseconds = span.map { Int32($0 / .milliseconds(1)) } ?? -1
        var polls = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0), pollfd(fd: stopReading, events: 0, revents: 0),
        ]
        return poll(&polls, 2, milliseconds) > 0 && polls[1].revents == 0
    }
}

// MARK: - Listening

extension LoopbackServer {
    private static func listen(_ family: Family) throws -> (listener: Int32, port: Int) {
        switch family {
        case .ipv4:
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
            let listener = try listen(at: &address, domain: AF_INET)
            return (listener, Int(UInt16(bigEndian: address.sin_port)))
        case .ipv6:
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_addr = in6addr_loopback
            let listener = try listen(at: &address, domain: AF_INET6)
            return (listener, Int(UInt16(bigEndian: address.sin6_port)))
        }
    }

    /// Listens on a free port and fills it in.
    private static func listen<Address>(at address: inout Address, domain: Int32) throws -> Int32 {
        let descriptor = socket(domain, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw StartFailure(call: "socket", number: errno) }
        var size = socklen_t(MemoryLayout<Address>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && Glibc.listen(descriptor, 64) == 0
                    && getsockname(descriptor, $0, &size) == 0
            }
        }
        guard isListening else {
            let number = errno
            close(descriptor)
            throw StartFailure(call: "listen", number: number)
        }
        return descriptor
    }
}
