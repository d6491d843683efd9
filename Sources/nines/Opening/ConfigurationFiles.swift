import Dashboard
import Diagnosis
import Settings
import TerminalUI

/// The configuration: the machine's file and the user's, as far as they are there.
enum ConfigurationFiles {
    /// What the files say, the machine's before the user's.
    ///
    /// - Parameter override: the user's file, which must be there.
    /// - Throws: `Complaint` with everything that is wrong in either.
    static func read(
        _ paths: SettingsPaths,
        override: String?
    ) throws -> [(path: String, settings: Settings)] {
        let machine = try ConfigurationFile.optional(paths.machine)
        let user = try override.map(ConfigurationFile.required) ?? paths.user.flatMap(ConfigurationFile.optional)
        var known = KnownNames(
            columns: MemberColumns.all.map(\.id),
            rules: RuleCatalog.all.map(\.id),
            themes: ThemeShelf.names()
        )
        var files: [(path: String, settings: Settings)] = []
        var mistakes = SettingsMistakes()
        // Clusters of a user's file may be what the machine's file means; whoever starts with one is told if it is not there.
        if machine != nil { known.clusters = nil }
        for file in [machine, user].compactMap({ $0 }) {
            do throws(SettingsMistakes) {
                let settings = try SettingsDecoder.decode(file.text, file: file.path, known: known)
                known.clusters = settings.clusters.map(\.name)
                files.append((file.path, settings))
            } catch {
                for mistake in error.found { mistakes.add(mistake) }
                // What it would have named cannot be told.
                known.clusters = nil
            }
        }
        do throws(SettingsMistakes) {
            try mistakes.check()
        } catch {
            throw Complaint.configuration("\(error)")
        }
        return files
    }
}
