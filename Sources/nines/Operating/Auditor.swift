import ClusterModel
import CurlTransport
import FoundationEssentials
import Glibc
import Operations

/// Writes operations down: in the audit file, and in syslog where the configuration says so.
///
/// A program that cannot write down what it is about to send does not send it.
final class Auditor {
    let path: String
    private let file: AppendOnlyFile
    private let origin: AuditOrigin
    private let log: SystemLog?
    /// The log did not take the line before, which is said once.
    private var isLogDeaf = false
    /// Who is told that something could not be written that stops no operation.
    var complain: (String) -> Void = { StandardError.write("nines: \($0)\n") }
    /// Held from an operation's first record to its last.
    private var claim: (id: String, hold: ClusterClaim)?

    /// `$XDG_STATE_HOME/nines/operations.jsonl`, or the same below `~/.local/state`; nil without a home.
    static func defaultPath(_ environment: [String: String] = ProcessInfo.processInfo.environment) -> String? {
        let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? "\($0)/.local/state" : nil }
        return (state ?? home).map { "\($0)/nines/operations.jsonl" }
    }

    /// - Parameter syslog: the socket of the syslog that is told too.
    /// - Throws: a `Complaint` where the file cannot be had; operations are refused then.
    static func open(syslog: String?) throws -> Auditor {
        guard let path = defaultPath() else {
            throw Complaint.cannotWrite("neither XDG_STATE_HOME nor HOME says where operations are to be written down.")
        }
        do {
            return Auditor(try AppendOnlyFile(path: path), log: syslog.map(SystemLog.init))
        } catch {
            throw Complaint.cannotWrite("operations are written down before they begin, and this cannot be: \(error)")
        }
    }

    private init(_ file: AppendOnlyFile, log: SystemLog?) {
        self.file = file
        path = file.path
        self.log = log
        origin = AuditOrigin.current()
    }

    /// The trail of an operation that begins now.
    func trail(of plan: Plan, at now: Timestamp) -> AuditTrail {
        AuditTrail(id: "\(CivilTime(now).iso8601)-\(getpid())", origin: origin, plan: plan)
    }

    /// Returns when the record is on the disk.
    ///
    /// - Throws: a `Complaint` where it cannot be, or where the record begins an operation while another process operates on the cluster.
    func write(_ record: AuditRecord) throws {
        try take(record)
        defer { release(record) }
        do {
            try file.append(record.line)
        } catch {
            if record.isBeforeFirstRequest { claim = nil }
            throw Complaint.cannotWrite("\(record.consequence): \(error)")
        }
        tellLog(record.line)
    }

    /// The same for what has happened already, which no full disk may stop.
    func note(_ record: AuditRecord) {
        do {
            try write(record)
        } catch {
            complain("the audit file could not be written: \(path)")
        }
    }

    private func take(_ record: AuditRecord) throws {
        guard case .planned = record.event else { return }
        // One's own claim of before is over, whatever became of it: within a process the console sees to it that one runs at a time.
        claim = nil
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        guard let hold = ClusterClaim(cluster: record.cluster, folder: "/\(folder)") else {
            throw Complaint.preflight(
                "another operation from this account runs on \(record.cluster); nothing was sent."
            )
        }
        claim = (record.id, hold)
    }

    private func release(_ record: AuditRecord) {
        guard case .finished = record.event, record.id == claim?.id else { return }
        claim = nil
    }

    private func tellLog(_ line: String) {
        let trouble = log?.write(line, at: SystemClock.now())
        if let trouble, !isLogDeaf { complain(trouble) }
        isLogDeaf = trouble != nil
    }
}

extension AuditRecord {
    fileprivate var isBeforeFirstRequest: Bool {
        switch event {
        case .planned, .sent(step: 0, _): true
        case .sent, .answered, .unanswered, .finished: false
        }
    }

    /// What becomes of an operation whose record cannot be written.
    fileprivate var consequence: String {
        switch event {
        case .planned, .sent(step: 0, _): "nothing was sent, because it cannot be written down first"
        case .sent: "nothing more was sent, because it cannot be written down first"
        case .answered, .unanswered, .finished: "what happened could not be written down"
        }
    }
}

extension AuditOrigin {
    /// Who sits here, asked of the system rather than of the environment, which anybody can set.
    static func current() -> AuditOrigin {
        var name = [CChar](repeating: 0, count: 256)
        let host = gethostname(&name, name.count - 1) == 0 ? text(name) : ""
        let user = getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        return AuditOrigin(
            user: user ?? "uid \(getuid())",
            host: host,
            terminal: [STDIN_FILENO, STDERR_FILENO].lazy.compactMap(terminalName).first
        )
    }

    private static func terminalName(_ descriptor: Int32) -> String? {
        var name = [CChar](repeating: 0, count: 256)
        return ttyname_r(descriptor, &name, name.count) == 0 ? text(name) : nil
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
