import ClusterModel
import FlyingSocks
import Glibc
import Simulator

/// What happens on one connection.
extension EventLoop {
    /// SSLRequest of PostgreSQL's protocol: length 8, code 80877103.
    private static let sslRequest: [UInt8] = [0, 0, 0, 8, 4, 210, 22, 47]

    mutating func receive(from file: Int32) {
        while let connection = connections[file] {
            do {
                let bytes = try connection.socket.read(atMost: 16 << 10)
                connections[file]?.received += bytes
                let limit = RequestParser.headLimit + RequestParser.bodyLimit + 16
                guard connection.received.count + bytes.count <= limit else { return drop(file) }
            } catch SocketError.blocked {
                break
            } catch {
                // The client has gone; an answer that is still being written has nobody to read it.
                return drop(file)
            }
        }
        proceed(file)
    }

    /// Takes the next request from what was received, when nothing else is under way.
    private mutating func proceed(_ file: Int32) {
        guard let connection = connections[file], case .reading = connection.state, !connection.received.isEmpty else {
            return
        }
        switch connection.role {
        case .http(let cluster, let target): proceed(file, cluster: cluster, target)
        case .database(let cluster, let proxy): greet(file, cluster: cluster, proxy: proxy)
        }
    }

    private mutating func proceed(_ file: Int32, cluster: Int, _ target: SimulatedRequest.Target) {
        switch RequestParser.parse(connections[file]?.received ?? []) {
        case .incomplete: return
        case .malformed: send(Array("HTTP/1.0 400 Bad Request\r\n\r\n".utf8), on: file, thenClose: true)
        case .complete(let request):
            connections[file]?.received.removeFirst(request.length)
            connections[file]?.wantsClose = request.wantsClose
            mailbox.count(request.method, request.path)
            let simulated = SimulatedRequest(
                target,
                method: request.method,
                path: request.path,
                body: request.body,
                headers: request.headers
            )
            let answer = clusters[cluster].answer(simulated, at: clock.now)
            deliver(answer, on: file)
            synchronizePorts(of: cluster)
        }
    }

    mutating func resume(_ pending: PendingAnswer, on file: Int32, at now: Timestamp) {
        guard case .http(let cluster, let target)? = connections[file]?.role else { return drop(file) }
        waiting.remove(file)
        connections[file]?.state = .reading
        deliver(clusters[cluster].resume(pending, of: target, at: now), on: file)
    }

    private mutating func deliver(_ answer: SimulatedAnswer, on file: Int32) {
        switch answer {
        case .answer(let response):
            let closes = !response.keepsConnection || connections[file]?.wantsClose ?? true
            send(response.bytes, on: file, thenClose: closes)
        case .closeWithoutAnswer, .refuse: drop(file)
        case .later(let pending, let time):
            connections[file]?.state = .waiting(pending, until: time)
            waiting.insert(file)
        case .stream(let head, let stream):
            connections[file]?.toSend = head.bytes
            connections[file]?.state = .streaming(stream)
            streaming.insert(file)
            continueStream(on: file, at: clock.now)
        }
    }

    private mutating func greet(_ file: Int32, cluster: Int, proxy: Int) {
        guard let received = connections[file]?.received, received.count >= Self.sslRequest.count else { return }
        guard received.elementsEqual(Self.sslRequest) else { return drop(file) }
        connections[file]?.received = []
        switch clusters[cluster].routeClient(through: proxy, at: clock.now) {
        case .answered: send([UInt8(ascii: "N")], on: file, thenClose: false)
        case .closed, .refused: drop(file)
        case .silent: connections[file]?.state = .silent
        }
    }

    private mutating func send(_ bytes: [UInt8], on file: Int32, thenClose: Bool) {
        connections[file]?.toSend = bytes
        connections[file]?.state = .writing(thenClose: thenClose)
        flush(file)
    }

    /// Sends what a stream has to say by now; a client that does not read what piles up is let go.
    mutating func continueStream(on file: Int32, at now: Timestamp) {
        guard let connection = connections[file], case .streaming(var stream) = connection.state,
            case .http(let cluster, _) = connection.role
        else { return }
        let portion = clusters[cluster].pump(&stream, at: now)
        connections[file]?.state = .streaming(stream)
        switch portion {
        case .cut: return drop(file)
        case .bytes(let bytes):
            guard !bytes.isEmpty || !connection.toSend.isEmpty else { return }
            connections[file]?.toSend += Self.chunk(bytes)
            guard connection.toSend.count + bytes.count <= Self.streamLimit else { return drop(file) }
        case .last(let bytes):
            streaming.remove(file)
            connections[file]?.toSend += Self.chunk(bytes) + Array("0\r\n\r\n".utf8)
            connections[file]?.state = .writing(thenClose: connection.wantsClose)
        }
        flush(file)
    }

    private static let streamLimit = 8 << 20

    /// One chunk of an answer without a length (RFC 9112, 7.1); nothing for no bytes, which would end it.
    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        bytes.isEmpty ? [] : Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [0x0D, 0x0A]
    }

    mutating func flush(_ file: Int32) {
        guard let connection = connections[file] else { return }
        let thenClose: Bool
        let isStream: Bool
        switch connection.state {
        case .writing(let closes): (thenClose, isStream) = (closes, false)
        case .streaming: (thenClose, isStream) = (false, true)
        case .reading, .waiting, .silent: return
        }
        do {
            var rest = connection.toSend[...]
            while !rest.isEmpty {
                defer { connections[file]?.toSend = Array(rest) }
                rest.removeFirst(try connection.socket.send(rest))
            }
            if thenClose { return drop(file) }
            try queue.removeEvents(.write, for: connection.socket.file)
            guard !isStream else { return }
            connections[file]?.state = .reading
            proceed(file)
        } catch SocketError.blocked {
            try? queue.addEvents(.write, for: connection.socket.file)
        } catch {
            drop(file)
        }
    }
}

extension Socket {
    /// Sends what fits now and says how many bytes that were; a client that has gone raises no signal.
    fileprivate func send(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = bytes.withUnsafeBytes { Glibc.send(file.rawValue, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count > 0 { return count }
        throw errno == EWOULDBLOCK ? SocketError.blocked : SocketError.disconnected
    }
}
