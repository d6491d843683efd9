import ClusterModel
import Diagnosis
import Wording

/// One line of `nines events --output json`: the stable schema `nines.event/1`.
package struct EventReport: Encodable, Sendable {
    package let schema = "nines.event/1"
    package let at: String
    package let kind: String
    package let severity: String
    package let subject: String
    package let text: String

    package init(_ event: Event) {
        at = CivilTime(event.at).iso8601
        kind = event.kind.rawValue
        severity = event.severity.rawValue
        subject = event.subject
        text = event.text
    }
}

extension Event {
    /// One line of `nines events`, with the date, in local time.
    package func line(utcOffsetSeconds: Int, in language: Language = .english) -> String {
        let time = CivilTime(at, offsetSeconds: utcOffsetSeconds)
        return "\(time.date) \(time.clock)  \(language(severity.phrase))  \(language(phrase))"
    }
}
