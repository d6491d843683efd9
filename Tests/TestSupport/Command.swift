import Foundation
import Glibc

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

    package let arguments: [String]
    package var environment: [String: String] = [:]
    package var folder = PackageFolder.root

    package init(_ arguments: [String], environment: [String: String] = [:]) {
        self.arguments = arguments
        self.environment = environment
    }

    /// Waits for the end, at most `limit` seconds; output goes through files, so no pipe can fill up.
    package func run(limit: Double = 120) throws -> Outcome {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("nines-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (out, err) = (scratch.appendingPathComponent("out"), scratch.appendingPathComponent("err"))
        for file in [out, err] { try Data().write(to: file) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try FileHandle(forWritingTo: out)
        process.standardError = try FileHandle(forWritingTo: err)
        try process.run()
        guard eventually(within: .seconds(limit), { !process.isRunning }) else {
            kill(process.processIdentifier, SIGKILL)
            throw TookTooLong(description: "\(arguments.joined(separator: " ")) did not end within \(limit) s")
        }
        process.waitUntilExit()
        return Outcome(
            exitCode: process.terminationStatus,
            output: String(decoding: try Data(contentsOf: out), as: UTF8.self),
            errors: String(decoding: try Data(contentsOf: err), as: UTF8.self))
    }
}

/// Where the programs under test were built: beside the test runner.
package enum BuiltProgram {
    package static var nines: String {
        URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("nines").path
    }
}
