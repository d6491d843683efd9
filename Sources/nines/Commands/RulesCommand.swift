import ArgumentParser
import Diagnosis

/// `nines rules`: what is looked for, why it matters and what to do.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules of diagnosis, why they matter and what to do."
    )

    func run() {
        for rule in RuleCatalog.all {
            StandardOutput.write(
                """
                \(rule.id) (\(rule.severity.rawValue)): \(rule.title)
                  why:    \(rule.why)
                  remedy: \(rule.remedy)

                """
            )
        }
    }
}
