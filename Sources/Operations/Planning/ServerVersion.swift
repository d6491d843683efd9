/// PostgreSQL's versions as Patroni reads and compares them (patroni `postgresql/misc.py postgres_version_to_int`).
enum ServerVersion {
    /// `15.4` is 150004, `9.6.3` is 90603; or what Patroni would say.
    static func number(of text: String) -> Result<Int, RefusalText> {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let numbers = parts.compactMap { part in
            part.utf8.allSatisfy { (48...57).contains($0) } && part.utf8.count <= 4 ? Int(part) : nil
        }
        guard numbers.count == parts.count else { return .failure(.invalidVersion(text)) }
        switch numbers.count {
        case 2 where numbers[0] >= 10: return .success(numbers[0] * 10_000 + numbers[1])
        case 3: return .success(numbers[0] * 10_000 + numbers[1] * 100 + numbers[2])
        default: return .failure(.invalidVersionFormat(text))
        }
    }

    static func text(_ number: Int) -> String {
        number >= 100_000
            ? "\(number / 10_000).\(number % 10_000)"
            : "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
