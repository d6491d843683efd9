import Foundation

/// Runs a program to its end and keeps what it said.
package struct Command: Sendable {
    /// How a program ended and what it wrote.
    package struct Outcome: Sendable {
        package let exitCode: Int32
        package let output: String
        package let errors: String
    }

    /// A program that did not end in time; it was killed.
    package struct TookTooLong: Error, CustomStringConvertible {
        package let description: String
    }

    private let arguments: [String]
    private let environment: [String: String]

    /// - Parameter environment: what is set besides the test's own variables.
    package init(_ arguments: [String], environment: [String: String] = [:]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Runs in the package's folder and waits for the end, at most `limit` seconds.
    ///
    /// Output goes through files, so that no pipe can fill up.
    package func run(limit: Double = 120) throws -> Outcome {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (out, err) = (scratch.appendingPathComponent("out"), scratch.appendingPathComponent("err"))
        let child = try ChildProcess(
            "env",
            ["--chdir", PackageFolder.root.path] + arguments,
            environment: ProcessInfo.processInfo.environment.merging(environment) { $1 },
            streams: .files(output: out.path, errors: err.path)
        )
        guard eventually(within: .seconds(limit), { child.ended() != nil }), let ending = child.ended() else {
            throw TookTooLong(description: "\(arguments.joined(separator: " ")) did not end within \(limit) s")
        }
        return Outcome(
            exitCode: ending.exitCode,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self)
        )
    }
}

extension ChildProcess.Ending {
    /// The status as a shell tells it: 128 and the signal's number for a program that was killed.
    fileprivate var exitCode: Int32 {
        switch self {
        case .exited(let code): code
        case .killed(let signal): 128 + signal
        }
    }
}

/// Where the programs under test were built: beside the test runner.
package enum BuiltProgram {
    package static var nines: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("nines").path
    }
}
