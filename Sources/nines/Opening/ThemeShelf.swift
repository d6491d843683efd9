import FoundationEssentials
import Settings
import TerminalUI
import Themes

/// The themes to choose from: the built-in ones and the user's own, which replace those of the same name.
enum ThemeShelf {
    /// - Throws: `Complaint` with everything that is wrong in files of one's own.
    static func all(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> [Theme] {
        let own = try ownSources(environment)
        guard !own.isEmpty else { return BuiltinThemes.all }
        let decoder = ThemeDecoder(parents: BuiltinThemes.sources + own)
        var themes: [Theme] = []
        var mistakes = SettingsMistakes()
        for source in own {
            do throws(SettingsMistakes) {
                themes.append(try decoder.decode(source))
            } catch {
                for mistake in error.found { mistakes.add(mistake) }
            }
        }
        try mistakes.complain()
        let builtin = BuiltinThemes.all.map { theme in themes.first { $0.name == theme.name } ?? theme }
        let names = Set(builtin.map(\.name))
        return builtin + themes.filter { !names.contains($0.name) }
    }

    /// What themes are called, without a complaint: what is wrong in a theme's file is told to those who use themes.
    static func names(environment: [String: String] = ProcessInfo.processInfo.environment) -> [String] {
        let own = (try? ownSources(environment)) ?? []
        let decoder = ThemeDecoder(parents: BuiltinThemes.sources + own)
        return BuiltinThemes.sources.map(\.name) + own.map { (try? decoder.decode($0))?.name ?? $0.name }
    }

    private static func ownSources(_ environment: [String: String]) throws -> [ThemeSource] {
        guard let folder = configurationFolder(environment) else { return [] }
        let path = "\(folder)/nines/themes"
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return try files.filter { $0.hasSuffix(".yaml") }.sorted().prefix(100).map { file in
            let found = try ConfigurationFile.required("\(path)/\(file)")
            return ThemeSource(file: found.path, text: found.text)
        }
    }

    private static func configurationFolder(_ environment: [String: String]) -> String? {
        if let folder = environment["XDG_CONFIG_HOME"], !folder.isEmpty { return folder }
        return environment["HOME"].flatMap { $0.isEmpty ? nil : "\($0)/.config" }
    }
}
