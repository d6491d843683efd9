import ArgumentParser

/// The program: parses the command line and runs one subcommand.
@main
struct Nines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "nines",
        abstract: "Watch a high-availability database cluster: Patroni, HAProxy and what lies between.",
        discussion: """
            Start with any one agent's URL; the others are learnt from it:
              nines http://127.0.0.11:8008 --haproxy http://127.0.0.1:7000/ --probe 127.0.0.1:6000
            Without a cluster at hand:
              nines demo
            All options: nines help watch. Exit codes: 64 wrong usage, 69 no terminal, 78 wrong configuration;
            those of status and of operations are their own.
            """,
        version: Version.text,
        subcommands: [
            WatchCommand.self, DemoCommand.self, SimulateCommand.self, StatusCommand.self, EventsCommand.self,
            SwitchoverCommand.self, FailoverCommand.self, RestartCommand.self, ReloadCommand.self,
            ReinitializeCommand.self, PauseCommand.self, ResumeCommand.self, ConfigCommand.self,
            OperationsCommand.self,
            ReplayCommand.self, ReportCommand.self, KeysCommand.self, RulesCommand.self, ThemesCommand.self,
            ManifestsCommand.self, CheckCommand.self, DrillCommand.self,
        ],
        defaultSubcommand: WatchCommand.self
    )

    /// Parses, runs, and turns every failure into one message on standard error and an exit code.
    static func main() {
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as Complaint {
            failure.print()
            exit(withError: failure.exitCode)
        } catch {
            exit(withError: error)
        }
    }
}

/// The version that `--version` and the User-Agent name.
enum Version {
    static let text = "0.1.0"
}
