import ArgumentParser

/// What contributors run: makes anew what is made from the code.
@main
struct Dev: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Make documents and pictures anew from the code.",
        subcommands: [DocsCommand.self, ScreenshotsCommand.self, ScenesCommand.self]
    )
}
