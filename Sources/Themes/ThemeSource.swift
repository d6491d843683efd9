/// A theme file before it is understood.
package struct ThemeSource: Hashable, Sendable {
    /// The name people see in error messages: a path, or `dark.yaml` for what is built in.
    package let file: String
    package let text: String

    package init(file: String, text: String) {
        self.file = file
        self.text = text
    }

    /// The file name without folders and ending, by which `inherits` and settings call the theme.
    package var name: String {
        let last = file.split(separator: "/").last.map(String.init) ?? file
        return last.hasSuffix(".yaml") ? String(last.dropLast(5)) : last
    }
}
