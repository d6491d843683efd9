import Dashboard
import Diagnosis
import Settings
import TerminalUI

/// The configuration: the machine's file and the user's, as far as they are there.
struct ConfigurationFiles {
    /// What the files say, less what is wrong in them; the machine's before the user's.
    private(set) var read: [(path: String, settings: Settings)] = []
    /// Everything that is wrong in either.
    private(set) var mistakes = SettingsMistakes()

    /// - Parameter override: the user's file, which must be there.
    /// - Throws: a `Complaint` where a file cannot be read at all.
    init(_ paths: SettingsPaths, override: String?) throws {
        let machine = try ConfigurationFile.optional(paths.machine)
        let user = try override.map(ConfigurationFile.required) ?? paths.user.flatMap(ConfigurationFile.optional)
        var known = KnownNames(
            columns: MemberColumns.all.map(\.id),
            rules: RuleCatalog.all.map(\.id),
            themes: ThemeShelf.names()
        )
        // Clusters of a user's file may be what the machine's file means; whoever starts with one is told if it is not there.
        if machine != nil { known.clusters = nil }
        for file in [machine, user].compactMap({ $0 }) {
            var found = SettingsMistakes()
            let settings = SettingsDecoder.read(file.text, file: file.path, known: known, &found)
            read.append((file.path, settings))
            // What a broken file would have named cannot be told.
            known.clusters = found.isEmpty ? settings.clusters.map(\.name) : nil
            for mistake in found.found { mistakes.add(mistake) }
        }
    }

    /// What the files say.
    ///
    /// - Throws: a `Complaint` with everything that is wrong in either.
    static func checked(_ paths: SettingsPaths) throws -> ConfigurationFiles {
        let files = try ConfigurationFiles(paths, override: nil)
        try files.mistakes.complain()
        return files
    }

    /// The user's settings over the machine's.
    var settings: Settings {
        read.dropFirst().reduce(read.first?.settings ?? Settings()) { $0.overlaid(by: $1.settings) }
    }
}
