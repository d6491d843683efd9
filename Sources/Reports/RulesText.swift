import Diagnosis
import TerminalUI
import Wording

/// What `nines rules` prints.
package enum RulesText {
    package static func lines(in language: Language) -> [String] {
        let (why, remedy) = (language("why:"), language("remedy:"))
        let width = max(why.columns, remedy.columns)
        let rules = RuleCatalog.all.flatMap { rule in
            [
                "\(rule.id) (\(language(rule.severity.phrase))): \(language(rule.title))",
                "  \(why.padded(to: width)) \(language(rule.why))",
                "  \(remedy.padded(to: width)) \(language(rule.remedy))",
            ]
        }
        return rules + [language("Leave a rule out with `mute: [ID, …]` in config.yaml, for every cluster or for one.")]
    }
}
