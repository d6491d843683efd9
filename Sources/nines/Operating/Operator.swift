import ClusterModel
import Glibc

/// Who sits at the keyboard, for the audit file.
struct Operator {
    let user: String
    let host: String
    /// The terminal's name; nil where there is none, as under cron.
    let terminal: String?

    /// Asked of the system, not of the environment, which anybody can set.
    static func current() -> Operator {
        var name = [CChar](repeating: 0, count: 256)
        let host = gethostname(&name, name.count - 1) == 0 ? text(name) : ""
        let entry = getpwuid(getuid()).flatMap { $0.pointee.pw_name }.map { String(cString: $0) }
        return Operator(
            user: (entry ?? "uid \(getuid())").printable(limit: 64),
            host: host.printable(limit: 253),
            terminal: [STDIN_FILENO, STDERR_FILENO].lazy.compactMap(terminalName).first
        )
    }

    private static func terminalName(_ descriptor: Int32) -> String? {
        var name = [CChar](repeating: 0, count: 256)
        guard ttyname_r(descriptor, &name, name.count) == 0 else { return nil }
        return text(name).printable(limit: 64)
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
