import ArgumentParser
import Diagnosis

/// `nines rules`: what is looked for, why it matters and what to do.
struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "List the rules of diagnosis, why they matter and what to do.",
        discussion: """
            A rule is left out of every cluster by `mute: [ID, …]` in config.yaml, or of one cluster by the same line \
            in its item of `clusters`. The limits that rules compare with are set under `thresholds`.
            """
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
        StandardOutput.write("Leave a rule out with `mute: [ID, …]` in config.yaml, for every cluster or for one.\n")
    }
}
