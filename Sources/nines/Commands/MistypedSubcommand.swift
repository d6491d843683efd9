import ArgumentParser
import Settings

/// A word on the command line that is nearly a subcommand would be taken for an agent's host: better ask.
enum MistypedSubcommand {
    static func complaint(about word: String) -> Complaint? {
        guard word.utf8.count <= 64, !word.contains(where: { ".:/[0123456789".contains($0) }) else { return nil }
        let names = Nines.configuration.subcommands.compactMap { $0.configuration.commandName }
        // By one letter more, less or changed, or by two neighbours that swap places.
        guard let nearest = names.first(where: { SpellingDistance.between(word, $0) <= 1 }) else { return nil }
        return .usage(
            "“\(word)” is no subcommand; did you mean “nines \(nearest)”? A host of that name is written http://\(word):8008."
        )
    }
}
