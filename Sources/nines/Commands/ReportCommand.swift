import ArgumentParser
import Recording
import Reports

/// `nines report`: what a recording holds, as Markdown on standard output.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tell a recording made with --record as Markdown: verdicts, outage, members, events, findings."
    )

    @Argument(help: ArgumentHelp("The recording.", valueName: "file"))
    var file: String

    @OptionGroup var language: LanguageOption

    func run() throws {
        let recording = try RecordingFile(path: file)
        var report = RecordingReport(recording.header)
        report.language = language.chosen()
        do {
            while let entry = try recording.next() { report.take(entry) }
        } catch let failure as Complaint {
            // What was read until there is true all the same.
            report.note("The recording is broken here: \(failure.text)")
            failure.print()
        } catch let failure as RecordingError {
            report.note("The recording is broken here: \(failure)")
            StandardError.write("nines: \(failure)\n")
        }
        if recording.passedOver > 0 {
            report.note("\(recording.passedOver) lines of a later version were passed over.")
        }
        StandardOutput.write(report.markdown())
    }
}
