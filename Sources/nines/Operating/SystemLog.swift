import ClusterModel
import Glibc

/// The system's log, as syslog(3) speaks to it, on a socket that the configuration names; syslog(3) knows only `/dev/log`.
struct SystemLog {
    let path: String

    /// Facility `auth`, severity `notice` (RFC 3164, section 4.1.1).
    private static let priority = 4 << 3 | 5
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Why the log does not take the line; nil when it did.
    func write(_ line: String, at now: Timestamp) -> String? {
        let time = CivilTime(now, offsetSeconds: LocalTime.utcOffsetSeconds)
        let day = time.day < 10 ? " \(time.day)" : "\(time.day)"
        let message =
            "<\(Self.priority)>\(Self.months[time.month - 1]) \(day) \(time.clock) nines[\(getpid())]: \(line)"
        let code = send(Array(message.utf8), SOCK_DGRAM)
        // A few systems' logs listen for a stream, in which lines end with a NUL.
        let last = code == EPROTOTYPE ? send(Array(message.utf8) + [0], SOCK_STREAM) : code
        return last == 0 ? nil : "syslog at \(path) was not told: \(String(cString: strerror(last)))"
    }

    /// 0, or an errno.
    private func send(_ bytes: [UInt8], _ type: __socket_type) -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return errno }
        defer { close(descriptor) }
        // A log that is stuck must not hold an operation up.
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard var address = Self.address(path) else { return ENAMETOOLONG }
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { return errno }
        let sent = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        return sent == bytes.count ? 0 : sent < 0 ? errno : EMSGSIZE
    }

    private static func address(_ path: String) -> sockaddr_un? {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let bytes = Array(path.utf8)
        return withUnsafeMutableBytes(of: &address.sun_path) { room in
            guard bytes.count < room.count else { return false }
            room.copyBytes(from: bytes)
            return true
        } ? address : nil
    }
}
