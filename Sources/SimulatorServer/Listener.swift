import FlyingSocks
import Glibc
import Simulator

/// A port of the simulator on loopback.
///
/// While what it stands for is down the port stays bound without listening: connections are refused as they are by a
/// dead process, and nobody else gets the port meanwhile.
struct Listener {
    /// What answers behind a port.
    enum Role: Hashable {
        case http(cluster: Int, SimulatedRequest.Target)
        case database(cluster: Int, proxy: Int)

        var cluster: Int {
            switch self {
            case .http(let cluster, _), .database(let cluster, _): cluster
            }
        }
    }

    let role: Role
    let port: UInt16
    private(set) var socket: Socket
    private(set) var isOpen: Bool

    init(_ role: Role, port wanted: UInt16) throws(SimulatorFailure) {
        self.role = role
        do {
            socket = try Self.bind(to: wanted)
        } catch {
            throw Self.failure(error, port: wanted)
        }
        do {
            try socket.listen(maxPendingConnection: 128)
            guard case .ip4(_, let bound) = try socket.sockname() else { throw SocketError.unsupportedAddress }
            port = bound
            isOpen = true
        } catch {
            try? socket.close()
            throw Self.failure(error, port: wanted)
        }
    }

    private static func failure(_ error: any Error, port: UInt16) -> SimulatorFailure {
        guard case SocketError.failed(_, let number, let message) = error else {
            return .cannotBind(port: port, reason: String(describing: error))
        }
        // Two that are bound and only one that listens: the kernel says so of the second when it is to listen.
        return number == EADDRINUSE ? .portTaken(port) : .cannotBind(port: port, reason: message)
    }

    /// Refuses connections from now on; the descriptor changes.
    mutating func close() throws {
        guard isOpen else { return }
        try socket.close()
        isOpen = false
        socket = try Self.bind(to: port)
    }

    /// Accepts connections again.
    mutating func open() throws {
        guard !isOpen else { return }
        try socket.listen(maxPendingConnection: 128)
        isOpen = true
    }

    private static func bind(to port: UInt16) throws -> Socket {
        let socket = try Socket(domain: Int32(AF_INET))
        do {
            try socket.setFlags(.nonBlocking)
            try socket.setValue(true, for: .localAddressReuse)
            try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
        } catch {
            try? socket.close()
            throw error
        }
        return socket
    }
}
