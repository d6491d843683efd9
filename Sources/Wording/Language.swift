/// A language in which texts are shown to people; the raw value is what users write.
package enum Language: String, CaseIterable, Sendable {
    case english = "en"
    case chinese = "zh"

    /// What it is called in English.
    package var name: String {
        switch self {
        case .english: "English"
        case .chinese: "Chinese"
        }
    }

    /// The phrase in this language.
    package func callAsFunction(_ phrase: Phrase) -> String { phrase.text(in: self) }

    /// The language to use: the wanted one, else that of the environment; English where the locale's characters are others than Unicode's.
    ///
    /// - Parameters:
    ///   - wanted: what the command line or a configuration asks for.
    ///   - environment: `LC_ALL`, `LC_MESSAGES`, `LC_CTYPE` and `LANG` of it count, as POSIX orders them.
    package init(wanted: Language?, environment: [String: String]) {
        let messages = Self.locale("LC_MESSAGES", environment).lowercased()
        let characters = Self.locale("LC_CTYPE", environment).lowercased()
        let charset = characters.split(separator: ".", maxSplits: 1).dropFirst().first.map { name in
            name.prefix { $0 != "@" }.filter { $0.isLetter || $0.isNumber }
        }
        guard charset.map({ $0 == "utf8" }) ?? true else {
            self = .english
            return
        }
        // A locale without a character set may have any: what nobody asked for is not risked there.
        self = wanted ?? (messages.hasPrefix("zh") && charset != nil ? .chinese : .english)
    }

    private static func locale(_ category: String, _ environment: [String: String]) -> String {
        ["LC_ALL", category, "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
    }
}
