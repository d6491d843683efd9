import TerminalUI

/// All keys of the dashboard.
///
/// Lower case only watches: capitals are kept for operations, so that nothing is changed by a slip of the finger.
package enum KeyTable {
    package static let rows: [KeyBinding] = [
        // Those of one screen come first, so that a narrow footer says them.
        KeyBinding(
            [.character("p")],
            .previousLog,
            .log,
            .watching,
            hint: "previous",
            help: "On a log: that of the container before it was last restarted, or of the present one again"
        ),
        KeyBinding(
            [.character("s")],
            .nextSpan,
            .log,
            .watching,
            hint: "since",
            help: "On a log: the last lines, or everything since 5 min, 1 h, 6 h or 1 d ago"
        ),
        KeyBinding(
            [.character("c")],
            .nextContainer,
            .log,
            .watching,
            hint: "container",
            help: "On a log: the pod's next container"
        ),
        KeyBinding(
            [.character("1")],
            .overview,
            .everywhere,
            .screens,
            hint: "overview",
            help: "Overview: members, routing, findings, events"
        ),
        KeyBinding(
            [.character("2")],
            .proxies,
            .everywhere,
            .screens,
            hint: "proxies",
            help: "Proxies: every server of every backend, as HAProxy counts it"
        ),
        KeyBinding(
            [.character("3")],
            .events,
            .everywhere,
            .screens,
            hint: "events",
            help: "Events: everything that changed since the start"
        ),
        KeyBinding(
            [.character("4")],
            .history,
            .everywhere,
            .screens,
            hint: "history",
            help: "Timeline history and dynamic configuration"
        ),
        KeyBinding(
            [.character("5")],
            .incidents,
            .everywhere,
            .screens,
            hint: "incidents",
            help: "Incidents: every loss of writing in this session, its phases and how long it was"
        ),
        KeyBinding(
            [.character("6")],
            .pods,
            .everywhere,
            .screens,
            hint: "pods",
            help: "Pods: as kubectl lists them, and why one is not ready"
        ),
        KeyBinding(
            [.character("l")],
            .log,
            .nearPods,
            .screens,
            hint: "log",
            help: "Log of the selected member's pod, followed; / searches it"
        ),
        KeyBinding(
            [.enter, .right],
            .open,
            .pods,
            .screens,
            hint: "member",
            help: "On the pods: go to the member that lives in the selected one, or to its log"
        ),
        KeyBinding(
            [.enter, .right],
            .open,
            .overview,
            .screens,
            hint: "member",
            help: "Open the selected member: all that its agent says, its routes and its events"
        ),
        KeyBinding(
            [.enter, .right],
            .open,
            .events,
            .screens,
            hint: "open",
            help: "On the screen of events: go to the member, or the proxies, that the selected one is about"
        ),
        KeyBinding(
            [.escape, .backspace, .left],
            .back,
            .beyondOverview,
            .screens,
            hint: "back",
            help: "Back to where this screen was opened from"
        ),
        KeyBinding(
            [.character("?"), .character("h"), .function(1)],
            .help,
            .everywhere,
            .screens,
            hint: "help",
            help: "This help"
        ),

        KeyBinding([.up, .character("k")], .up, .everywhere, .moving, help: "Up one line"),
        KeyBinding([.down, .character("j")], .down, .everywhere, .moving, help: "Down one line"),
        KeyBinding([.pageUp, .control("b")], .pageUp, .everywhere, .moving, help: "Up one page"),
        KeyBinding([.pageDown, .control("f")], .pageDown, .everywhere, .moving, help: "Down one page"),
        KeyBinding([.home, .character("g")], .first, .everywhere, .moving, help: "To the first line"),
        KeyBinding([.end, .character("G")], .last, .everywhere, .moving, help: "To the last line"),

        KeyBinding(
            [.character("/")],
            .filter,
            .everywhere,
            .watching,
            hint: "filter",
            help: "Show only lines that hold a text; Enter keeps the filter, Esc drops it"
        ),
        KeyBinding(
            [.character("m")],
            .saveReports,
            .incidents,
            .watching,
            hint: "save report",
            help: "On the incidents: save a Markdown report of each that is shown, into --report-folder"
        ),
        KeyBinding([.character("\\")], .clearFilter, .everywhere, .watching, help: "Drop the filter"),
        KeyBinding(
            [.character(" ")],
            .freeze,
            .everywhere,
            .watching,
            hint: "freeze",
            help: "Freeze the picture, or let it run again; reading goes on behind it. A replay pauses"
        ),
        KeyBinding(
            [.character("r"), .function(5)],
            .refresh,
            .everywhere,
            .watching,
            help: "Ask every source again now"
        ),
        KeyBinding(
            [.character("+"), .character("=")],
            .faster,
            .everywhere,
            .watching,
            help: "Poll more often; play a recording faster"
        ),
        KeyBinding(
            [.character("-")],
            .slower,
            .everywhere,
            .watching,
            help: "Poll less often; play a recording slower"
        ),
        KeyBinding(
            [.character("b")],
            .toggleBell,
            .everywhere,
            .watching,
            help: "Let the terminal ring when writing becomes impossible and when it works again, or be silent"
        ),

        KeyBinding([.character("t")], .nextTheme, .everywhere, .program, help: "Next theme"),
        KeyBinding([.control("l")], .repaint, .everywhere, .program, help: "Paint the screen anew"),
        KeyBinding([.character("q"), .control("c")], .quit, .everywhere, .program, hint: "quit", help: "Quit"),
    ]

    /// What `key` means where the user is.
    package static func command(for key: Key, in scope: KeyBinding.Scope) -> Command? {
        rows.first { $0.scope.covers(scope) && $0.keys.contains(key) }?.command
    }
}
