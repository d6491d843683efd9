/// The name that was probably meant: the nearest one, unless too much of what was typed would be wrong.
func nearestName(to typed: String, among names: [String]) -> String? {
    guard typed.utf8.count <= 64 else { return nil }
    let ranked = names.map { (name: $0, distance: editDistance(typed, $0)) }
    guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    let tolerance = typed.count < 4 ? 1 : max(2, typed.count / 3)
    return best.distance <= tolerance ? best.name : nil
}

/// How many letters must be put in, taken out or changed to get from one name to the other.
private func editDistance(_ one: String, _ other: String) -> Int {
    let target = Array(other)
    var costs = Array(0...target.count)
    for (row, letter) in one.enumerated() {
        var diagonal = costs[0]
        costs[0] = row + 1
        for (column, wanted) in target.enumerated() {
            let change = diagonal + (letter == wanted ? 0 : 1)
            diagonal = costs[column + 1]
            costs[column + 1] = min(change, min(costs[column], diagonal) + 1)
        }
    }
    return costs[target.count]
}
