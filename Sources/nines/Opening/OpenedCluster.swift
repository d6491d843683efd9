import ClusterModel
import CurlTransport
import Dashboard
import Diagnosis
import Endpoints
import Recording

/// What to watch and how to be let in, as decided from command line, environment and files.
struct OpenedCluster {
    var plan: WatchPlan
    var label: String?
    var columns: [String]?
    var thresholds = Thresholds()
    var attention = AttentionOptions()
    /// The program to tell of alerts, where this session may run one.
    var hook: [String]?
    var agentAccess = Access()
    var proxyAccess = Access()
    var storeAccess = Access()
    /// The API server, where pods are watched.
    var kubernetes: KubernetesLink?

    /// What the bar must always show.
    var badges: [String] {
        let isInsecure = [agentAccess, proxyAccess, storeAccess].contains { $0.isInsecure }
        return ["READ ONLY"] + (isInsecure || kubernetes?.access.isInsecure == true ? ["INSECURE TLS"] : [])
    }

    /// What reads the cluster, with a recorder where the user named a file for one.
    func source(recordingTo record: RecordOption) throws -> LiveSource {
        let header = RecordingHeader(
            startedAt: SystemClock.now(),
            version: Version.text,
            utcOffsetSeconds: LocalTime.utcOffsetSeconds,
            plan: plan,
            label: label
        )
        let reader = try reader()
        return LiveSource(reader, recorder: try record.path.map { try Recorder(path: $0, header: header) })
    }

    private func reader() throws -> CurlReader {
        do {
            return try CurlReader(
                agents: agentAccess,
                proxies: proxyAccess,
                store: storeAccess,
                kubernetes: kubernetes,
                userAgent: "nines/\(Version.text)",
                clock: SystemClock.now
            )
        } catch {
            throw Complaint.unavailable("libcurl: \(error)")
        }
    }
}
