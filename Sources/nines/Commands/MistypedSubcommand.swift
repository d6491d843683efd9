import ArgumentParser

/// A word on the command line that is nearly a subcommand would be taken for an agent's host: better ask.
enum MistypedSubcommand {
    static func complaint(about word: String) -> Complaint? {
        guard !word.contains(where: { ".:/[0123456789".contains($0) }) else { return nil }
        let names = Nines.configuration.subcommands.compactMap { $0.configuration.commandName }
        guard let nearest = names.first(where: { isNear(word, $0) }) else { return nil }
        return .usage(
            "“\(word)” is no subcommand; did you mean “nines \(nearest)”? A host of that name is written http://\(word):8008."
        )
    }

    /// Whether one word becomes the other by one letter more, less or changed, or by two neighbours that swap places.
    private static func isNear(_ word: String, _ name: String) -> Bool {
        let (left, right) = (Array(word), Array(name))
        let head = zip(left, right).prefix { $0 == $1 }.count
        let tail = zip(left.dropFirst(head).reversed(), right.dropFirst(head).reversed()).prefix { $0 == $1 }.count
        let (restLeft, restRight) = (left.dropFirst(head).dropLast(tail), right.dropFirst(head).dropLast(tail))
        if restLeft.count <= 1, restRight.count <= 1 { return true }
        return restLeft.count == 2 && restLeft.reversed() == Array(restRight)
    }
}
