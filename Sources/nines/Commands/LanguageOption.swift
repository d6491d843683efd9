import ArgumentParser
import FoundationEssentials
import Settings
import Wording

/// The language of what people read.
struct LanguageOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Language of screens and texts; JSON, files and errors stay English. Else the configuration's, else the locale's.",
            valueName: "en|zh"
        )
    )
    var language: Language?

    /// - Parameter configured: the configuration's language; the command line's wins.
    func chosen(configured: Language?) -> Language {
        Language(wanted: language ?? configured, environment: ProcessInfo.processInfo.environment)
    }

    /// The same for commands that need nothing else of the configuration.
    func chosen() throws -> Language {
        try chosen(configured: language == nil ? SourceOptions.usualSettings().language : nil)
    }
}

extension Language: ExpressibleByArgument {}
