import ArgumentParser
import Diagnosis

/// Which events are wanted, as the command line says it.
struct EventFilter: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only these kinds, with commas between them: leader-changed,member-gone.",
            valueName: "kinds"
        )
    )
    var kind: String?

    @Option(help: ArgumentHelp("Only events at least so severe: notice, warning or critical.", valueName: "severity"))
    var severity: String?

    /// The filter, or a complaint that names what there is.
    func chosen() throws -> (Event) -> Bool {
        let isChosen = try choice()
        return { isChosen($0.kind, $0.severity) }
    }

    /// Whether no event of this kind and severity is wanted.
    func hides(_ kind: Event.Kind, _ severity: Severity) throws -> Bool { try !choice()(kind, severity) }

    private func choice() throws -> (Event.Kind, Severity) -> Bool {
        let kinds = try kind.map(Self.kinds)
        let least = try severity.map(Self.least)
        return { kind, severity in kinds?.contains(kind) ?? true && severity >= least ?? .notice }
    }

    private static func kinds(_ text: String) throws -> Set<Event.Kind> {
        let names = text.split(separator: ",").map { $0.filter { $0 != " " } }
        let known = Event.Kind.allCases.map(\.rawValue).joined(separator: ", ")
        guard !names.isEmpty else { throw Complaint.usage("--kind names no kind. There are: \(known).") }
        return Set(
            try names.map { name in
                guard let kind = Event.Kind(rawValue: name) else {
                    throw Complaint.usage("no event is of the kind “\(name)”. There are: \(known).")
                }
                return kind
            }
        )
    }

    private static func least(_ text: String) throws -> Severity {
        guard let severity = Severity(rawValue: text) else {
            let known = Severity.allCases.map(\.rawValue).joined(separator: ", ")
            throw Complaint.usage("no severity is called “\(text)”. There are: \(known).")
        }
        return severity
    }
}
