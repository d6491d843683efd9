import ClusterModel

/// How far one word is from another, to guess what a mistyped one was meant to be.
package enum SpellingDistance {
    /// Longer words are nobody's typing mistakes.
    private static let limit = 64

    /// What to try instead of a word that is not known: the nearest, or else all there are.
    package static func advice(for typed: String, among words: [String]) -> String {
        if let nearest = nearest(to: typed, among: words) { return "did you mean '\(nearest)'?" }
        return words.isEmpty ? "there is none" : "known here: \(words.joined(separator: ", ").printable(limit: 1024))"
    }

    /// The word that `typed` was most likely meant to be; nil when none is near.
    package static func nearest(to typed: String, among words: [String]) -> String? {
        guard typed.utf8.count <= limit else { return nil }
        if let longer = words.first(where: { typed.count >= 3 && $0.hasPrefix(typed) }) { return longer }
        let distances = words.map { (word: $0, distance: between(typed, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
    package static func between(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        var table = (0...left.count).map { row in (0...right.count).map { row == 0 ? $0 : $0 == 0 ? row : 0 } }
        for row in left.indices {
            for column in right.indices {
                let isSame = left[row] == right[column]
                var least = table[row][column] + (isSame ? 0 : 1)
                least = min(least, table[row][column + 1] + 1, table[row + 1][column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    least = min(least, table[row - 1][column - 1] + 1)
                }
                table[row + 1][column + 1] = least
            }
        }
        return table[left.count][right.count]
    }
}
