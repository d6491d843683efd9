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
        let cluster = opened.cluster
        let language = language.chosen(configured: opened.settings.language)
        let signals = try SignalQueue.open(SignalQueue.endings)
        let source = try cluster.source(recordingTo: record)
        var watch = ClusterWatch(cluster.plan, at: SystemClock.now())
        var examination = Examination(thresholds: cluster.thresholds)
        let operations = OperationNews()
        var name: String?
        while true {
            let now = SystemClock.now()
            for action in operations?.actions(at: now) ?? [] where action.cluster == name {
                source.record(action)
                let event = Event(action)
                guard isWanted(event) else { continue }
                guard StandardOutput.write(try line(of: event, in: language) + "\n") else { return }
            }
            for request in watch.due(at: now) { source.start(request, deadline: watch.deadline(of: request)) }
            let span = (watch.nextDue ?? now + .seconds(1)) - now
            let wakeup = source.wait(atMost: span, descriptors: [signals.descriptor])
            if let ending = source.newEnding { StandardError.write("nines: \(ending)\n") }
            if wakeup.readable.contains(signals.descriptor), signals.requests().contains(where: \.isEnd) { return }
            for reply in wakeup.replies {
                watch.absorb(reply)
                let snapshot = watch.snapshot(at: reply.finishedAt)
                name = snapshot.displayName
                for event in examination.examine(snapshot).events where isWanted(event) {
                    guard StandardOutput.write(try line(of: event, in: language) + "\n") else { return }
                }
            }
        }
    }

    private func line(of event: Event, in language: Language) throws -> String {
        switch output {
        case .text: event.line(utcOffsetSeconds: LocalTime.utcOffsetSeconds, in: language)
        case .json: try ReportJSON.line(EventReport(event))
        }
    }
}
