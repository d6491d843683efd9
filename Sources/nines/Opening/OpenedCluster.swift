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
    var storeAccess = Access()

    /// What the bar must always show.
    var badges: [String] {
        ["READ ONLY"] + ([agentAccess, proxyAccess, storeAccess].contains { $0.isInsecure } ? ["INSECURE TLS"] : [])
    }

    func reader() throws -> CurlReader {
        do {
            return try CurlReader(
                agents: agentAccess,
                proxies: proxyAccess,
                store: storeAccess,
                userAgent: "nines/\(Version.text)",
                clock: SystemClock.now
            )
        } catch {
            throw Complaint.unavailable("libcurl: \(error)")
        }
    }
}
