/// What is wrong in a configuration, where exactly, and what to write instead.
package struct SettingsError: Error, Equatable, Sendable {
    package var file: String
    /// Counted from 1; nil where the text as a whole or the environment is meant.
    package var line: Int?
    package var column: Int?
    /// The way to the value, `clusters[0].agents`; empty for the document itself.
    package var path: String
    package var message: String
    package var suggestion: String?

    package init(
        file: String,
        line: Int? = nil,
        column: Int? = nil,
        path: String = "",
        message: String,
        suggestion: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.message = message
        self.suggestion = suggestion
    }
}

extension SettingsError: CustomStringConvertible {
    /// `config.yaml:7:3: clusters[0].agents: expected a list of URLs, found a number; write …`.
    package var description: String {
        let place = [file, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
        let sentence = suggestion.map { "\(message); \($0)" } ?? message
        return [place, path, sentence].filter { !$0.isEmpty }.joined(separator: ": ")
    }
}
