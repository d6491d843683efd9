import ArgumentParser
import Operations

/// `nines pause`: maintenance mode, until every member says so.
struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Turn maintenance mode on, and wait until every member confirms.",
        discussion: OperationOptions.exitCodes
    )

    @OptionGroup var options: OperationOptions

    func run() throws {
        try HeadlessOperation(options).run { _, _ in .pause }
    }
}

/// `nines resume`: out of maintenance mode, until every member says so.
struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Turn maintenance mode off, and wait until every member confirms.",
        discussion: OperationOptions.exitCodes
    )

    @OptionGroup var options: OperationOptions

    func run() throws {
        try HeadlessOperation(options).run { _, _ in .resume }
    }
}
