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

    /// The same for commands that need nothing else of the configuration, and are of use though it is broken.
    func chosen() -> Language {
        chosen(configured: language == nil ? (try? SourceOptions.usualSettings())?.language : nil)
    }
}

extension Language: ExpressibleByArgument {}
