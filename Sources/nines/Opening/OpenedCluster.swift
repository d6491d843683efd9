import ClusterModel
import CurlTransport
import Diagnosis
import Endpoints

/// What to watch and how to be let in, as decided from command line, environment and files.
struct OpenedCluster {
    var plan: WatchPlan
    var label: String?
    var columns: [String]?
    var thresholds = Thresholds()
    var agentAccess = Access()
    var proxyAccess = Access()

    /// What the bar must always show.
    var badges: [String] {
        ["READ ONLY"] + (agentAccess.isInsecure || proxyAccess.isInsecure ? ["INSECURE TLS"] : [])
    }

    func reader() throws -> CurlReader {
        do {
            return try CurlReader(
                agents: agentAccess,
                proxies: proxyAccess,
                userAgent: "nines/\(Version.text)",
                clock: SystemClock.now
            )
        } catch {
            throw Complaint.unavailable("libcurl: \(error)")
        }
    }
}
