import ClusterModel
import Glibc

/// The time of day, advanced by the monotonic clock so that setting the system's clock moves no cluster.
package struct WallClock: Sendable {
    private let origin: Timestamp
    private let start = ContinuousClock.now

    package init() {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        origin = Timestamp(millisecondsSinceEpoch: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package var now: Timestamp { origin + (ContinuousClock.now - start) }
}
