/// How hurried the watching is.
package enum PollPace: Hashable, Sendable {
    /// The interval that the user chose, for everything.
    case calm
    /// An incident is going on: agents four times a second; proxies and probes, which cost next to nothing and measure the outage,
    /// ten times.
    case urgent

    package static let urgentInterval = Duration.milliseconds(250)
    package static let urgentMeasuringInterval = Duration.milliseconds(100)
    /// How long an agent or proxy that fails is left alone at most.
    static let urgentBackOffLimit = Duration.seconds(5)

    /// The time between two requests for the same thing, which is never longer than the user's.
    package func interval(chosen: Duration) -> Duration {
        switch self {
        case .calm: chosen
        case .urgent: min(chosen, Self.urgentInterval)
        }
    }

    /// The same for proxies and probes.
    package func measuringInterval(chosen: Duration) -> Duration {
        switch self {
        case .calm: chosen
        case .urgent: min(chosen, Self.urgentMeasuringInterval)
        }
    }

    func cadence(_ cadence: PollCadence) -> PollCadence {
        switch (self, cadence) {
        case (.urgent, .everyInterval(let limit)): .everyInterval(backOffLimit: min(limit, Self.urgentBackOffLimit))
        case (.calm, _), (.urgent, .everyIntervalAlways), (.urgent, .every): cadence
        }
    }
}
