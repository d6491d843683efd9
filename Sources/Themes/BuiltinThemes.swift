import TerminalUI

/// The themes of the `themes` folder, compiled in so that the program is one file.
package enum BuiltinThemes {
    /// The files, the default first; a new file in `themes` needs its line here.
    package static let sources = [
        ThemeSource(file: "dark.yaml", text: String(decoding: PackageResources.dark_yaml, as: UTF8.self)),
        ThemeSource(file: "light.yaml", text: String(decoding: PackageResources.light_yaml, as: UTF8.self)),
    ]

    /// The themes in the order of `sources`; tests hold that none of them fails to decode.
    package static let all: [Theme] = sources.compactMap { try? ThemeDecoder().decode($0) }

    /// What is used when nothing is asked for.
    package static let standard: Theme = all.first ?? .plain

    /// The built-in theme of that name.
    package static func named(_ name: String) -> Theme? {
        all.first { $0.name == name }
    }
}
