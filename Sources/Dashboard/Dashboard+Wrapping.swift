import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI
import Wording

/// What the dashboard gives to a program around it.
extension Dashboard {
    /// The time that it was last told.
    package var now: Timestamp { live.now }

    /// What is known now, frozen or not.
    package var snapshot: ClusterSnapshot { live.snapshot }

    /// Local time minus UTC, in seconds.
    package var utcOffsetSeconds: Int { options.utcOffsetSeconds }

    /// The language that its screens speak.
    package var language: Language { options.language }

    /// The role of the cluster's label and frames; nil where it is like any other.
    package var frame: StyleRole? { options.frame }

    /// The member that the user is looking at.
    package var focusedMember: MemberName? {
        switch screen {
        case .member(let name): name
        case .pods: selectedPod.flatMap { snapshot.kubernetes?.member(in: $0.id) } ?? selectedMember
        case .log(let pod): snapshot.kubernetes?.member(in: pod) ?? selectedMember
        case .overview, .proxies, .events, .history, .incidents, .help: selectedMember
        }
    }

    /// Whether keys go into a field.
    package var isTyping: Bool { isEditingFilter }

    /// Lets the footer say something until the next key.
    package mutating func say(_ phrase: Phrase) { notice = language(phrase) }

    /// Adds to the events, and to the incident that it falls into, what no source tells; a recording is to hold it too.
    package mutating func tell(_ action: OperatorAction) -> [Effect] {
        let event = Event(action)
        live.events.append(event)
        log.note(event)
        live.incidents = log.incidents
        return isRecording ? [.record(action)] : []
    }

    /// Whether the footer says something.
    package var isSaying: Bool { notice != nil }

    /// Takes back what the footer says.
    package mutating func hush() { notice = nil }

    package mutating func show(_ member: MemberName) { screen = .member(member) }

    /// Asks every source again now.
    package mutating func askAgain() -> [Effect] {
        watch.refresh(at: live.now)
        return update(.tick(live.now))
    }
}
