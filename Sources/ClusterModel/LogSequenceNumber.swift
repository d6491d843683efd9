/// A position in the write-ahead log, in bytes; written `0/6000388` by PostgreSQL.
package struct LogSequenceNumber: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let position: UInt64

    package init(position: UInt64) {
        self.position = position
    }

    /// Reads PostgreSQL's spelling: two hexadecimal halves of 32 bits.
    package init?(_ spelling: String) {
        let halves = spelling.split(separator: "/", omittingEmptySubsequences: false)
        guard halves.count == 2, let high = UInt32(halves[0], radix: 16), let low = UInt32(halves[1], radix: 16)
        else { return nil }
        position = UInt64(high) << 32 | UInt64(low)
    }

    package var description: String {
        let high = String(position >> 32, radix: 16, uppercase: true)
        let low = String(position & 0xFFFF_FFFF, radix: 16, uppercase: true)
        return "\(high)/\(low)"
    }

    /// Bytes from `earlier` to here; zero when `earlier` is ahead.
    package func bytes(since earlier: LogSequenceNumber) -> Int64 {
        position <= earlier.position ? 0 : Int64(clamping: position - earlier.position)
    }

    package static func < (left: LogSequenceNumber, right: LogSequenceNumber) -> Bool { left.position < right.position }
}
