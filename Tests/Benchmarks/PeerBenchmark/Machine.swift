import Glibc

/// Where the figures come from.
enum Machine {
    static var description: String {
        var names = utsname()
        uname(&names)
        let release = withUnsafeBytes(of: names.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        return "\(sysconf(Int32(_SC_NPROCESSORS_ONLN))) × \(processor), Linux \(release)"
    }

    /// How busy it is with other things, which no benchmark can subtract.
    static var load: String {
        var averages = [0.0, 0.0, 0.0]
        getloadavg(&averages, 3)
        return "load \((averages[0] * 100).rounded() / 100)"
    }

    private static var processor: String {
        guard let file = fopen("/proc/cpuinfo", "r") else { return "unknown processor" }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 && $0 != 10 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
            if text.hasPrefix("model name"), let name = text.split(separator: ":").last {
                return String(name.drop { $0 == " " })
            }
        }
        return "unknown processor"
    }
}
