import Foundation
import TestSupport

/// `/etc/nines/config.yaml` as one program alone sees it, through a mount namespace of its own.
final class MachineConfiguration {
    private let folder: URL

    init(_ text: String) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("nines-etc-\(UUID().uuidString)")
        let nines = folder.appendingPathComponent("nines")
        try FileManager.default.createDirectory(at: nines, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: nines.appendingPathComponent("config.yaml"))
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// The command line that runs `program` where the file is there.
    func seen(by program: [String]) -> [String] { Self.command(lower: folder.path, program) }

    /// Whether this system lets a program have such a view; containers often do not.
    static let canBeFaked: Bool = {
        let outcome = try? Command(command(lower: "/usr", ["test", "-d", "/etc/bin"])).run(limit: 20)
        return outcome?.exitCode == 0
    }()

    private static func command(lower: String, _ program: [String]) -> [String] {
        let script = "mount -t overlay overlay -o \"lowerdir=$0:/etc\" /etc && exec \"$@\""
        return ["unshare", "--map-root-user", "--mount", "sh", "-c", script, lower] + program
    }
}
