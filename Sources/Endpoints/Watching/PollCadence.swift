import ClusterModel

/// How often one thing is asked.
package enum PollCadence: Hashable, Sendable {
    /// Once an interval; after failures in a row less and less often, up to the limit.
    case everyInterval(backOffLimit: Duration)
    /// Once an interval whatever happens: probes measure the outage itself.
    case everyIntervalAlways
    /// Rarely, for what changes rarely.
    case every(Duration)

    /// An agent has five workers and no time-outs of its own (patroni `restapi.thread_pool_size`), so one that fails is left alone longer than a proxy.
    package static let agent = PollCadence.everyInterval(backOffLimit: .seconds(15))
    package static let proxy = PollCadence.everyInterval(backOffLimit: .seconds(5))

    /// Failures in a row before waits grow.
    private static let patientFailures = 3

    /// The wait between two requests after `failures` failures in a row.
    package func wait(interval: Duration, failures: Int) -> Duration {
        switch self {
        case .everyIntervalAlways: interval
        case .every(let wait): max(wait, interval)
        case .everyInterval(let limit):
            failures < Self.patientFailures
                ? interval
                : max(
                    interval,
                    BackOff(first: interval * 2, longest: limit).pause(after: failures - Self.patientFailures + 1)
                )
        }
    }
}
