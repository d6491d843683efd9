import ClusterModel
import Glibc

/// The wall clock; the only place of the transport that reads it, and only when the composition root passes it in.
package struct SystemClock {
    /// The current moment, in whole milliseconds.
    package static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
