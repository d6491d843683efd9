import ClusterModel
import Diagnosis
import TerminalUI

/// Events with the time of day at which they were seen, the newest first.
enum EventLines {
    static func present(_ events: some BidirectionalCollection<Event>, utcOffsetSeconds: Int) -> [StyledText] {
        events.reversed().map { event in
            let clock = CivilTime(event.at, offsetSeconds: utcOffsetSeconds).clock
            return StyledText("\(clock)  ", .timestamp) + StyledText("\(event.severity.symbol) ", event.severity.style)
                + StyledText(event.text, event.severity == .notice ? .text : event.severity.style)
        }
    }
}
