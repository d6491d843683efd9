import Settings

/// Values as Kubernetes, Patroni and the shell can take them; what is refused here can break no rendered file.
extension SettingsField {
    /// A name of an object: small letters, digits and hyphens, a letter first; short enough to get a suffix.
    func name(limit: Int = 40) throws(SettingsError) -> String {
        let text = try text("a name")
        guard text.utf8.count <= limit, Self.isLabel(text), text.first?.isLetter == true else {
            throw failure(
                "'\(text)' is no name",
                suggestion: "write small letters, digits and hyphens, a letter first, at most \(limit)"
            )
        }
        return text
    }

    /// Names with dots between them, as DNS has them.
    func domain() throws(SettingsError) -> String {
        let text = try text("a name")
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        guard text.utf8.count <= 253, labels.allSatisfy({ Self.isLabel(String($0)) }) else {
            throw failure("'\(text)' is no name", suggestion: "write small letters, digits, hyphens and dots")
        }
        return text
    }

    func image() throws(SettingsError) -> String {
        let text = try text("an image", suggestion: "write REGISTRY/IMAGE:TAG")
        guard text.utf8.count <= 500, text.first?.isLetter == true || text.first?.isNumber == true,
            text.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "._-/:@".utf8.contains($0) })
        else { throw failure("'\(text)' is no image", suggestion: "write REGISTRY/IMAGE:TAG") }
        return text
    }

    /// An amount such as `500m`, `2`, `20Gi`.
    func quantity() throws(SettingsError) -> String {
        let text = try text("an amount", suggestion: "write 500m, 2 or 20Gi")
        let digits = text.prefix { $0.isASCII && $0.isNumber || $0 == "." }
        let units = ["", "m", "k", "M", "G", "T", "P", "Ki", "Mi", "Gi", "Ti", "Pi"]
        guard let number = Double(digits), number > 0, digits.count <= 15, digits.last != ".", digits.first != ".",
            units.contains(String(text.dropFirst(digits.count)))
        else { throw failure("'\(text)' is no amount", suggestion: "write 500m, 2 or 20Gi") }
        return text
    }

    func number(_ range: ClosedRange<Int>) throws(SettingsError) -> Int {
        let text = try text("a number")
        guard text.utf8.count <= 9, let number = Int(text), range.contains(number) else {
            throw failure(
                "'\(text)' is no whole number between \(range.lowerBound) and \(range.upperBound)"
            )
        }
        return number
    }

    func word(among words: [String]) throws(SettingsError) -> String {
        let suggestion = "write \(words.dropLast().joined(separator: ", ")) or \(words.last ?? "")"
        let text = try text("a word", suggestion: suggestion)
        guard words.contains(text) else { throw failure("'\(text)' is not known", suggestion: suggestion) }
        return text
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>() throws(SettingsError) -> Choice {
        let word = try word(among: Choice.allCases.map(\.rawValue))
        guard let choice = Choice(rawValue: word) else { throw failure("'\(word)' is not known") }
        return choice
    }

    /// A label's value, which may be empty or look like a truth.
    func label() throws(SettingsError) -> String {
        let text = try text("a label's value")
        guard text.utf8.count <= 63, text.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "._-".utf8.contains($0) })
        else {
            throw failure("'\(text)' is no label's value", suggestion: "write letters, digits and ._-")
        }
        return text
    }

    func absolutePath() throws(SettingsError) -> String {
        var text = try text("a folder", suggestion: "write /data/NAME")
        while text.count > 1, text.last == "/" { text.removeLast() }
        guard text.hasPrefix("/"), text != "/", !text.split(separator: "/").contains(".."),
            text.utf8.allSatisfy({ Self.isLetterOrDigit($0) || "._-/".utf8.contains($0) })
        else { throw failure("'\(text)' is no absolute folder", suggestion: "write /data/NAME") }
        return text
    }

    /// The scheme, and HOST:PORT, of an etcd's URL.
    func storeURL() throws(SettingsError) -> (scheme: String, host: String) {
        let suggestion = "write http://HOST:2379"
        let text = try text("a URL", suggestion: suggestion)
        guard let scheme = ["http", "https"].first(where: { text.hasPrefix("\($0)://") }) else {
            throw failure("is no http or https URL", suggestion: suggestion)
        }
        var rest = text.dropFirst(scheme.count + 3)
        if rest.last == "/" { rest.removeLast() }
        guard let host = Self.hostAndPort(String(rest)) else {
            throw failure("is no URL of a host and a port", suggestion: suggestion)
        }
        return (scheme, host)
    }

    func hostAndPort(suggestion: String) throws(SettingsError) -> String {
        let text = try text("HOST:PORT", suggestion: suggestion)
        guard let host = Self.hostAndPort(text) else {
            throw failure("'\(text)' is no HOST:PORT", suggestion: suggestion)
        }
        return host
    }

    /// A network such as `10.0.0.0/8`.
    func network() throws(SettingsError) -> String {
        let text = try text("a network", suggestion: "write 10.0.0.0/8")
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let octets = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let length = Int(parts[1]), (0...32).contains(length), octets.count == 4,
            octets.allSatisfy({ UInt8($0) != nil }), !text.contains("+")
        else { throw failure("'\(text)' is no network", suggestion: "write 10.0.0.0/8") }
        return text
    }

    func resources() throws(SettingsError) -> ManifestValues.Resources {
        let fields = try fields("a mapping of amounts", known: ["cpu", "memory", "cpu_limit", "memory_limit"])
        guard let cpu = fields["cpu"], let memory = fields["memory"] else {
            throw failure("needs cpu and memory", suggestion: "write {cpu: 1, memory: 2Gi}")
        }
        return ManifestValues.Resources(
            cpu: try cpu.quantity(),
            memory: try memory.quantity(),
            cpuLimit: try fields["cpu_limit"]?.quantity(atLeast: cpu.quantity()),
            memoryLimit: try fields["memory_limit"]?.quantity(atLeast: memory.quantity())
        )
    }

    /// A limit; the API server takes none that is below the request.
    private func quantity(atLeast request: String) throws(SettingsError) -> String {
        let limit = try quantity()
        guard Self.amount(of: limit) >= Self.amount(of: request) else {
            throw failure(
                "\(limit) is less than the \(request) that is asked for",
                suggestion: "write \(request) or more"
            )
        }
        return limit
    }

    /// How much a quantity is, in its base unit (Kubernetes `apimachinery/pkg/api/resource`).
    private static func amount(of quantity: String) -> Double {
        let digits = quantity.prefix { $0.isNumber || $0 == "." }
        let number = Double(digits) ?? 0
        let unit = quantity.dropFirst(digits.count)
        if unit == "m" { return number / 1000 }
        let base: Double = unit.hasSuffix("i") ? 1024 : 1000
        let power = unit.first.flatMap { "kMGTP".firstIndex(of: $0 == "K" ? "k" : $0) }
        let exponent = power.map { "kMGTP".distance(from: "kMGTP".startIndex, to: $0) + 1 } ?? 0
        return (0..<exponent).reduce(number) { amount, _ in amount * base }
    }

    /// A parameter's value; empty is a value too, if it is written as text.
    func parameter() throws(SettingsError) -> String {
        if isEmptyText { return "" }
        let text = try text("a value")
        guard text.utf8.count <= 1000 else { throw failure("is longer than 1000 bytes") }
        return text
    }

    private static func hostAndPort(_ text: String) -> String? {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]), port > 0,
            !text.contains("+")
        else { return nil }
        let host = text[..<colon]
        let isSafe = host.utf8.allSatisfy { isLetterOrDigit($0) || ".-:[]".utf8.contains($0) }
        return host.isEmpty || host.first == "-" || !isSafe ? nil : text
    }

    private static func isLabel(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 63 && text.first != "-" && text.last != "-"
            && text.utf8.allSatisfy { isLetterOrDigit($0) && !(0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
