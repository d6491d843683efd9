import ClusterModel

/// How wide columns were lately, so that they stay where they are while only figures change.
///
/// A column grows as soon as it must, because half a word says less than none, and shrinks, or goes, when it has not needed the
/// space for a while: an outage that comes and goes does not move the whole table each time.
struct HeldWidths: Sendable {
    private struct Held {
        var columns: Int
        var neededAt: Timestamp
    }

    private static let span = Duration.seconds(15)
    private var held: [String: Held] = [:]

    /// Takes the widths that the present content needs, by the columns' ids; zero for a column with nothing to say.
    mutating func note(_ needed: [String: Int], at now: Timestamp) {
        for (id, columns) in needed {
            // A clock that was set back holds nothing.
            let isHeld = held[id].map { columns < $0.columns && (.zero..<Self.span).contains(now - $0.neededAt) }
            if isHeld == true { continue }
            held[id] = Held(columns: columns, neededAt: now)
        }
    }

    /// The least widths to give, by id.
    var widths: [String: Int] { held.mapValues(\.columns) }
}
