/// How far one word is from another, to guess what a mistyped key was meant to be.
enum SpellingDistance {
    /// The word that `typed` was most likely meant to be; nil when none is near.
    static func nearest(to typed: String, among words: [String]) -> String? {
        if let longer = words.first(where: { typed.count >= 3 && $0.hasPrefix(typed) }) { return longer }
        let distances = words.map { (word: $0, distance: between(typed, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// Letters to insert, delete or replace (Levenshtein).
    static func between(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (index, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = index + 1
            for column in right.indices {
                let replaced = diagonal + (letter == right[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, diagonal + 1, row[column] + 1)
            }
        }
        return row[right.count]
    }
}
