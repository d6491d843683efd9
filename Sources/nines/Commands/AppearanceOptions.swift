import ArgumentParser
import TerminalUI

/// Options about how the dashboard looks.
struct AppearanceOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Theme to begin with; “nines themes” lists them.", valueName: "name"))
    var theme: String?

    /// All themes, the wanted one first.
    ///
    /// - Parameter configured: the configuration's theme; the command line's wins.
    func themes(preferring configured: String? = nil) throws -> [Theme] {
        let all = try ThemeShelf.all()
        guard let wanted = theme ?? configured else { return all }
        guard let index = all.firstIndex(where: { $0.name == wanted }) else {
            let names = all.map(\.name).joined(separator: ", ")
            throw Complaint.usage("no theme is called “\(wanted)”. There are: \(names).")
        }
        return Array(all[index...] + all[..<index])
    }
}
