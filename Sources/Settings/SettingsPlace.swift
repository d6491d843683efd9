/// Where in a configuration something is said.
package struct SettingsPlace: Sendable, Hashable {
    package var file: String
    /// Counted from 1; nil where the text as a whole is meant.
    package var line: Int?
    package var column: Int?
    /// The way to the value, `clusters[0].agents`; empty for the document itself.
    package var path: String

    package init(file: String, line: Int? = nil, column: Int? = nil, path: String = "") {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
    }

    /// What is wrong here.
    package func failure(_ message: String, suggestion: String? = nil) -> SettingsError {
        SettingsError(file: file, line: line, column: column, path: path, message: message, suggestion: suggestion)
    }
}
