import ClusterModel
import Yams

/// A YAML text taken apart, within bounds: its size, its depth (libyaml's own), and its aliases.
package enum SettingsDocument {
    package static let limitKiB = 1024
    /// Aliases that name each other multiply; so few cannot multiply to much.
    static let limitAliases = 24

    /// The document's top; nil when the text has nothing but comments.
    ///
    /// - Parameter limitKiB: what no file of this kind exceeds.
    package static func parse(
        _ text: String,
        file: String,
        limitKiB: Int = limitKiB
    ) throws(SettingsError) -> SettingsField? {
        guard text.utf8.count <= limitKiB << 10 else {
            throw SettingsError(
                file: file,
                message: "larger than \(limitKiB) KiB",
                suggestion: "is this the right file?"
            )
        }
        guard aliasCount(text) <= limitAliases else {
            throw SettingsError(
                file: file,
                message: "more than \(limitAliases) aliases",
                suggestion: "write the values out"
            )
        }
        do {
            guard let node = try Parser(yaml: text).singleRoot() else { return nil }
            let field = SettingsField(node: node, path: "", file: file)
            return field.isNothing ? nil : field
        } catch {
            throw located(error, file: file)
        }
    }

    /// How many `*name` there may be at most; one inside a text or a comment is counted as well.
    private static func aliasCount(_ text: String) -> Int {
        var count = 0
        var before: UInt8 = 10
        var isStar = false
        for byte in text.utf8 {
            if isStar, !" \t\r\n*".utf8.contains(byte) { count += 1 }
            isStar = byte == UInt8(ascii: "*") && " \t\r\n[{,:-?".utf8.contains(before)
            before = byte
        }
        return count
    }

    private static func located(_ error: any Error, file: String) -> SettingsError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            SettingsError(
                file: file,
                line: mark.line,
                column: mark.column,
                message: "not YAML: \(problem.printable())"
            )
        case .duplicatedKeysInMapping(let keys, let context):
            SettingsError(
                file: file,
                line: context.mark.line,
                column: context.mark.column,
                message:
                    "\(keys.sorted().map { "'\($0.printable(limit: 64))'" }.joined(separator: ", ")) is given twice"
            )
        case .reader(let problem, _, _, _):
            SettingsError(file: file, message: "not YAML: \(problem.printable())")
        default:
            SettingsError(file: file, message: "not YAML")
        }
    }
}
