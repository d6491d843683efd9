import Foundation
import Glibc

/// A process and its descendants, as Linux accounts for them.
final class ProcessTree {
    /// The largest sum of the processes' peaks (VmHWM) that was seen.
    private(set) var peakKibibytes = 0
    private let root: pid_t

    /// Processor time of a process is not to be had: it ended.
    struct Gone: Error {
        let root: pid_t
    }

    init(root: pid_t) {
        self.root = root
    }

    /// What the tree used so far: live processes to the nanosecond, and children that were waited for.
    func processorTime() throws -> Duration {
        let processes = members
        guard !processes.isEmpty else { throw Gone(root: root) }
        return processes.reduce(.zero) { $0 + Self.ownTime($1) + Self.timeOfReapedChildren($1) }
    }

    /// Looks at the memory of this moment.
    func noteMemory() {
        peakKibibytes = max(peakKibibytes, members.reduce(0) { $0 + Self.peakKibibytes(of: $1) })
    }

    private var members: [pid_t] {
        var found: [pid_t] = []
        var open = [root]
        while let process = open.popLast() {
            guard let children = Self.text("/proc/\(process)/task/\(process)/children") else { continue }
            found.append(process)
            open += children.split(separator: " ").compactMap { pid_t($0) }
        }
        return found
    }

    private static func ownTime(_ process: pid_t) -> Duration {
        var clock = clockid_t()
        var time = timespec()
        guard clock_getcpuclockid(process, &clock) == 0, clock_gettime(clock, &time) == 0 else { return .zero }
        return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
    }

    /// Fields 16 and 17 of proc_pid_stat(5), in clock ticks; the name before them may hold anything but is in brackets.
    private static func timeOfReapedChildren(_ process: pid_t) -> Duration {
        let fields = text("/proc/\(process)/stat")?.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 14, let user = Int(fields[13]), let system = Int(fields[14]) else { return .zero }
        return .seconds(Double(user + system) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func peakKibibytes(of process: pid_t) -> Int {
        let line = text("/proc/\(process)/status")?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { $0.split(separator: " ").dropLast().last }.flatMap { Int($0) } ?? 0
    }

    private static func text(_ path: String) -> String? {
        guard let descriptor = fopen(path, "r") else { return nil }
        defer { fclose(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 8192)
        let count = fread(&bytes, 1, bytes.count, descriptor)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
