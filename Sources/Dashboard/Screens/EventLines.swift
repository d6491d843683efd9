import ClusterModel
import Diagnosis
import TerminalUI
import Wording

/// Events with the time of day at which they were seen, the newest first.
enum EventLines {
    static func present(_ events: some BidirectionalCollection<Event>, utcOffsetSeconds: Int, in language: Language)
        -> [StyledText]
    {
        events.reversed().map { event in
            let clock = CivilTime(event.at, offsetSeconds: utcOffsetSeconds).clock
            return StyledText("\(clock)  ", .timestamp) + StyledText("\(event.severity.symbol) ", event.severity.style)
                + StyledText(language(event.phrase), event.severity == .notice ? .text : event.severity.style)
        }
    }
}
