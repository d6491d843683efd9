import ArgumentParser
import Reports
import Wording

/// `nines rules`: what is looked for, why it matters and what to do.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules of diagnosis, why they matter and what to do.",
        discussion: """
            A rule is left out of every cluster by `mute: [ID, …]` in config.yaml, or of one cluster by the same line \
            in its item of `clusters`. The limits that rules compare with are set under `thresholds`.
            """
    )

    @OptionGroup var language: LanguageOption

    func run() throws {
        // What is wrong in the configuration may be why somebody looks here: it keeps nobody out.
        let language = language.chosen()
        StandardOutput.write(RulesText.lines(in: language).joined(separator: "\n") + "\n")
    }
}
