import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints
import NcursesTerminal
import Reports
import Settings
import Wording

/// `nines events`: follows the cluster and writes one line for each change.
struct EventsCommand: ParsableCommand {
    /// How a line is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    static let configuration = CommandConfiguration(
        commandName: "events",
        abstract: "Follow the cluster; one line an event, until interrupted."
    )

    @OptionGroup var sources: SourceOptions
    @OptionGroup var filter: EventFilter
    @OptionGroup var record: RecordOption
    @OptionGroup var language: LanguageOption

    @Option(name: [.short, .long], help: "text or json (schema nines.event/1).")
    var output: Output = .text

    func run() throws {
        let isWanted = try filter.chosen()
        let opened = try sources.open()
        let language = language.chosen(configured: opened.settings.language)
        let signals = try SignalQueue.open(SignalQueue.endings)
        let source = try opened.cluster.source(recordingTo: record)
        var watch = ClusterWatch(opened.cluster.plan, at: SystemClock.now())
        var examination = Examination(thresholds: opened.cluster.thresholds)
        // Where the filter lets it pass it is an event like others.
        var contact = try filter.hides(.sourcesLost, .warning) ? FirstContact() : nil
        let operations = OperationNews()
        var name: String?
        while true {
            let now = SystemClock.now()
            let actions = (operations?.actions(at: now) ?? []).filter { $0.cluster == name }
            actions.forEach(source.record)
            guard try tell(actions.map { Event($0) }.filter(isWanted), in: language) else { return }
            for request in watch.due(at: now) { source.start(request, deadline: watch.deadline(of: request)) }
            let span = (watch.nextDue ?? now + .seconds(1)) - now
            let wakeup = source.wait(atMost: span, descriptors: [signals.descriptor])
            if let ending = source.newEnding { StandardError.write("nines: \(ending)\n") }
            if wakeup.readable.contains(signals.descriptor), signals.requests().contains(where: \.isEnd) { return }
            for reply in wakeup.replies {
                watch.absorb(reply)
                let snapshot = watch.snapshot(at: reply.finishedAt)
                name = snapshot.displayName
                let assessment = examination.examine(snapshot)
                let news = contact?.news(
                    snapshot,
                    assessment.verdict,
                    isRoundComplete: watch.isFirstRoundComplete
                )
                if let news { StandardError.write("nines: \(news)\n") }
                guard try tell(assessment.events.filter(isWanted), in: language) else { return }
            }
        }
    }

    /// Writes a line for each; false when nobody reads any more.
    private func tell(_ events: [Event], in language: Language) throws -> Bool {
        for event in events {
            let line =
                switch output {
                case .text: event.line(utcOffsetSeconds: LocalTime.utcOffsetSeconds, in: language)
                case .json: try ReportJSON.line(EventReport(event))
                }
            guard StandardOutput.write(line + "\n") else { return false }
        }
        return true
    }
}
