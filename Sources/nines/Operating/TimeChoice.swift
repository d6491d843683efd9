import ArgumentParser
import ClusterModel
import CurlTransport
import Operations

/// `--at`: the time of an operation, as it is typed in a dialog too.
struct TimeChoice: ExpressibleByArgument {
    private let text: String

    init(argument: String) { text = argument }

    /// The moment that is meant.
    ///
    /// A script's date without a zone is passed on as it is: the pre-flight then says what Patroni would say of it.
    func moment(now: Timestamp) -> Moment {
        switch MomentText(text, now: now, utcOffset: LocalTime.utcOffsetSeconds(at:)) {
        case .at(let timestamp)?: MomentText.at(timestamp).moment(utcOffset: LocalTime.utcOffsetSeconds(at:))
        case .withoutZone(let local)?: Moment(timestamp: local, text: text.printable(limit: 64))
        case nil: Moment(timestamp: now, text: text.printable(limit: 64))
        }
    }

    /// Refuses what cannot be the time of anything to come.
    func validate(now: Timestamp = SystemClock.now()) throws {
        let what: String
        switch MomentText(text, now: now, utcOffset: LocalTime.utcOffsetSeconds(at:)) {
        case .at(let time)? where time >= now: return
        case .withoutZone?: return
        case .at?: what = "is in the past"
        case nil: what = "is no time"
        }
        throw ValidationError(
            "--at: “\(text.printable(limit: 64))” \(what); try 23:30, +10m, or 2026-11-22T23:30:00+01:00."
        )
    }
}
