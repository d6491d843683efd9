import Credentials
import Settings

/// The files for TLS that accesses name: looked at before anything starts, whether or not an address needs them.
enum AccessFiles {
    /// Notes everything that is wrong with them.
    static func check(_ accesses: [AccessSettings], _ mistakes: inout SettingsMistakes) {
        // What could not be read may be the very thing that seems to be missing.
        let isAllRead = mistakes.isEmpty
        for access in accesses {
            let named = [
                ("ca", access.certificateAuthorityFile), ("cert", access.clientCertificateFile),
                ("key", access.clientKeyFile),
            ]
            for case (let key, let path?) in named {
                guard let problem = problem(with: path, isKey: key == "key") else { continue }
                let place = access.places[key] ?? SettingsPlace(file: path)
                mistakes.add(place.failure(place.file == path ? problem : "\(path): \(problem)"))
            }
            if isAllRead, let path = access.clientKeyFile, access.clientCertificateFile == nil {
                let place = access.places["key"] ?? SettingsPlace(file: path)
                mistakes.add(place.failure("a key without a certificate", suggestion: "give its certificate too"))
            }
        }
    }

    private static func problem(with path: String, isKey: Bool) -> String? {
        do throws(TextFile.Failure) {
            let text = try TextFile.read(path)
            return isKey ? PEMRule.complaint(lockableKey: text) : PEMRule.complaint(certificate: text)
        } catch {
            return error.reason
        }
    }
}
