import ClusterModel
import CurlTransport
import Diagnosis
import FoundationEssentials
import Glibc
import Reports
import Wording

/// The folder that reports of incidents are written to, where the user named one.
struct ReportFolder {
    let path: String
    /// In which reports are told.
    var language = Language.english

    /// Complains at once when nothing could be written there later.
    init(_ path: String) throws {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else {
            throw Complaint.usage("--report-folder \(path): there is no such folder.")
        }
        guard access(path, W_OK | X_OK) == 0 else {
            throw Complaint.usage("--report-folder \(path): \(String(cString: strerror(errno))).")
        }
        self.path = path
    }

    /// Writes the report; a later one of the same incident replaces it.
    ///
    /// Answers a sentence for the last line.
    func save(_ incident: Incident, cluster: String) -> String {
        let offset = LocalTime.utcOffsetSeconds
        let name = IncidentReport.fileName(incident, utcOffsetSeconds: offset)
        let text = IncidentReport.markdown(
            incident,
            cluster: cluster,
            now: SystemClock.now(),
            utcOffsetSeconds: offset,
            in: language
        )
        do {
            try Data(text.utf8).write(to: URL(filePath: path).appending(path: name), options: .atomic)
            return "saved \(path)/\(name)"
        } catch {
            return "\(path)/\(name) could not be written: \(error)"
        }
    }
}
