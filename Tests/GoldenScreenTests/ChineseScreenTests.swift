import Scenes
import TerminalUI
import TestSupport
import Testing
import Wording

/// The screens in Chinese, whose characters are two columns wide.
@Suite struct ChineseScreenTests {
    private static let folder = PackageFolder.path("Tests/GoldenScreenTests/Goldens/zh")
    private static let watching = [
        "overview", "opengauss", "failed-over", "dcs-down", "proxy-disagrees", "member", "history", "incident-closed",
        "incidents", "kubernetes", "pods", "pod-crash-loop", "pod-replaced", "log", "switchover",
        "switchover-confirmed",
        "candidates-refused", "switchover-split-brain", "running", "done", "refused", "configuration", "production",
        "operations",
    ]

    /// Roles, states and kinds as Patroni, PostgreSQL and Kubernetes spell them.
    private static let spellings: Set<Substring> = [
        "leader", "replica", "primary", "running", "streaming", "stopped", "starting", "crashed", "async", "sync",
        "opengauss", "platform", "orders", "nines", "postgres", "s", "ms", "min", "h", "d", "kB", "m",
    ]

    @Test(
        arguments: [
            "overview", "failed-over", "member", "read-only-help", "switchover", "candidates-refused", "operations",
        ],
        [Size(columns: 80, rows: 24), Size(columns: 120, rows: 40)]
    )
    func `a scene looks in Chinese as it did`(name: String, size: Size) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        try Golden.expect(
            scene.picture(size, in: .chinese),
            matches: "\(name)-\(size.columns)x\(size.rows)",
            in: Self.folder
        )
    }

    @Test(arguments: watching)
    func `no sentence on a screen stays English`(name: String) throws {
        let scene = try #require(Scene.all.first { $0.name == name })
        for row in scene.picture(Size(columns: 160, rows: 60), in: .chinese).plainRows() where !row.isForeign {
            let words = row.split(separator: " ").map { word in
                word.allSatisfy { $0.isLetter && $0.isLowercase && $0.isASCII } && !Self.spellings.contains(word)
            }
            #expect(!zip(words, words.dropFirst()).contains { $0 && $1 }, "\(row)")
        }
    }
}

extension String {
    /// A row of what another program wrote: a log's line, a history's reason, a pod's message.
    fileprivate var isForeign: Bool {
        [
            "INFO: ", "WARNING: ", "ERROR: ", "LOG: ", "no recovery target", "ack-off", "ContainersNotReady",
            "probe failed", "switchover is not possible", "Successfully switched over",
            "Container image",
        ].contains { contains($0) }
    }
}
