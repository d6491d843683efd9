import Foundation
import Manifests
import TestSupport
import Testing

/// The programs that rendered files are shown to; `Tests/install` and `Tests/Lab/lab install` bring them.
enum ManifestTools {
    /// Whether all are there, or must be: `Tests/run` installs them.
    static var areWanted: Bool {
        ProcessInfo.processInfo.environment["NINES_LAB"] == "1"
            || ["\(folder)/kubernetes-validate", "/usr/sbin/haproxy", "/usr/bin/patroni", "/usr/bin/shellcheck"]
                .allSatisfy(FileManager.default.isExecutableFile)
    }

    /// Where `Tests/install` put the Python programs.
    static var folder: String { "\(cache)/manifest-tools/bin" }

    /// Where the lab keeps its versions of Patroni.
    static var cache: String {
        let environment = ProcessInfo.processInfo.environment
        if let cache = environment["NINES_LAB_CACHE"] { return cache }
        guard geteuid() != 0 else { return "/var/cache/nines-lab" }
        return (environment["XDG_CACHE_HOME"] ?? "\(environment["HOME"] ?? "")/.cache") + "/nines-lab"
    }

    static let rendered = PackageFolder.path("Tests/Lab/rendered").path
}

/// A folder for the time of one test.
final class Scratch {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file and answers its path.
    @discardableResult
    func write(_ text: String, to name: String, isExecutable: Bool = false) throws -> String {
        let file = "\(path)/\(name)"
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        if isExecutable { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file) }
        return file
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(path)/\(name)", encoding: .utf8) }
}
