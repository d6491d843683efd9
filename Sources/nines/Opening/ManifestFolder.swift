import ArgumentParser
import FoundationEssentials
import Glibc
import Manifests

/// The folder that manifests are written to.
struct ManifestFolder {
    let path: String
    /// Whether files that are there already and differ may be replaced.
    let overwrites: Bool

    /// Writes all files, or none when one of them would replace something else.
    func write(_ files: [ManifestStack.File]) throws {
        let changed = files.filter { existing($0) != Data($0.text.utf8) }
        let replaced = changed.filter { existing($0) != nil || isOccupied($0) }
        guard overwrites || replaced.isEmpty else {
            throw Complaint(
                text: "\(replaced.map { "\(path)/\($0.path)" }.joined(separator: ", ")) would be replaced; nothing was "
                    + "written. Name another folder, or add --overwrite.",
                exitCode: ExitCode(EX_CANTCREAT)
            )
        }
        for file in changed {
            let place = url(of: file)
            do {
                try FileManager.default.createDirectory(
                    at: place.deletingLastPathComponent(),
                    withIntermediateDirectories: true
                )
                try Data(file.text.utf8).write(to: place, options: .atomic)
            } catch {
                throw Complaint(
                    text: "\(path)/\(file.path) could not be written: \(error)",
                    exitCode: ExitCode(EX_CANTCREAT)
                )
            }
        }
        for file in files { StandardOutput.write("\(path)/\(file.path)\n") }
    }

    private func url(of file: ManifestStack.File) -> URL { URL(filePath: path).appending(path: file.path) }

    private func existing(_ file: ManifestStack.File) -> Data? { try? Data(contentsOf: url(of: file)) }

    /// Whether something is there that cannot be read.
    private func isOccupied(_ file: ManifestStack.File) -> Bool {
        var facts = stat()
        return lstat("\(path)/\(file.path)", &facts) == 0
    }
}
