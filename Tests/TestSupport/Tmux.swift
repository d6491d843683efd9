import Foundation

/// A program in a real terminal: a tmux server of its own, with one window of a given size.
package final class Tmux {
    private let socket = "nines-\(UUID().uuidString.prefix(8))"

    /// Starts `command` through a shell that stays, so that the terminal can be looked at after the program's end.
    package init(_ command: String, columns: Int, rows: Int, environment: [String: String] = [:]) throws {
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let shell = ["bash", "--norc", "--noprofile"]
        _ = try tmux(
            ["new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "env", "PS1=ready> ", "TERM=tmux-256color"]
                + variables + shell
        )
        _ = try tmux(["set-option", "-g", "status", "off"])
        try type("\(command)\n")
    }

    deinit {
        _ = try? tmux(["kill-server"])
    }

    /// Types text as it is; a newline is Enter.
    package func type(_ text: String) throws {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if index > 0 { try press("Enter") }
            if !line.isEmpty { _ = try tmux(["send-keys", "-l", String(line)]) }
        }
    }

    /// Presses one key by tmux's name for it: `Enter`, `C-c`, `Up`.
    package func press(_ key: String) throws {
        _ = try tmux(["send-keys", key])
    }

    package func resize(columns: Int, rows: Int) throws {
        _ = try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What is on the screen now.
    package func screen() throws -> String {
        try tmux(["capture-pane", "-p"]).output
    }

    /// Waits until the screen satisfies `condition`; the last screen otherwise.
    package func waits(
        within limit: Duration = .seconds(10),
        until condition: (String) -> Bool
    ) throws -> (met: Bool, screen: String) {
        var last = ""
        let met = try eventually(within: limit) {
            last = try screen()
            return condition(last)
        }
        return (met, last)
    }

    /// Waits until the screen shows every one of `texts`.
    package func shows(_ texts: String..., within limit: Duration = .seconds(10)) throws -> (met: Bool, screen: String)
    {
        try waits(within: limit) { screen in texts.allSatisfy(screen.contains) }
    }

    private func tmux(_ arguments: [String]) throws -> Command.Outcome {
        try Command(["tmux", "-L", socket, "-f", "/dev/null"] + arguments).run(limit: 20)
    }
}
