/// How far one word is from another, to guess what a mistyped key was meant to be.
enum SpellingDistance {
    /// The word that `typed` was most likely meant to be; nil when none is near.
    static func nearest(to typed: String, among words: [String]) -> String? {
        if let longer = words.first(where: { typed.count >= 3 && $0.hasPrefix(typed) }) { return longer }
        let distances = words.map { (word: $0, distance: between(typed, $0)) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(1, best.word.count / 3) ? best.word : nil
    }

    /// Letters to insert, delete, replace or swap with their neighbour (optimal string alignment).
    static func between(_ left: String, _ right: String) -> Int {
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
