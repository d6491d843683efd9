import ClusterModel
import CurlTransport
import Dashboard
import Diagnosis
import Endpoints
import Operations
import Recording
import Wording

/// What to watch and how to be let in, as decided from command line, environment and files.
struct OpenedCluster {
    var plan: WatchPlan
    var label: String?
    var columns: [String]?
    var thresholds = Thresholds()
    var attention = AttentionOptions()
    /// The program to tell of alerts, where this session may run one.
    var hook: [String]?
    /// What this session may do to the cluster.
    var rights = SessionRights.watch(because: "as nothing else was decided")
    /// A lock of the configuration holds: nothing is written to files either.
    var isLocked = false
    /// Operations ask for the cluster's name.
    var isProduction = false
    /// The name of the colour of this cluster's frame.
    var color: String?
    /// The socket of the syslog that is told of operations too.
    var syslogSocket: String?
    var agentAccess = Access()
    var proxyAccess = Access()
    var storeAccess = Access()
    /// The API server, where pods are watched.
    var kubernetes: KubernetesLink?

    var isReadOnly: Bool {
        switch rights {
        case .watch: true
        case .operate: false
        }
    }

    /// What the bar must always show.
    var badges: [String] {
        let isInsecure = [agentAccess, proxyAccess, storeAccess].contains { $0.isInsecure }
        return (isReadOnly ? ["READ ONLY"] : [])
            + (isInsecure || kubernetes?.access.isInsecure == true ? ["INSECURE TLS"] : [])
    }

    /// What reads the cluster, with a recorder where the user named a file for one.
    func source(recordingTo record: RecordOption) throws -> LiveSource {
        if isLocked, record.path != nil { throw Complaint.readOnly("--record writes a file", rights) }
        let header = RecordingHeader(
            startedAt: SystemClock.now(),
            version: Version.text,
            utcOffsetSeconds: LocalTime.utcOffsetSeconds,
            plan: plan,
            label: label
        )
        return LiveSource(try reader(), recorder: try record.path.map { try Recorder(path: $0, header: header) })
    }

    /// The same without a recorder.
    func source() throws -> LiveSource { LiveSource(try reader(), recorder: nil) }

    /// A reader alone, which can send nothing.
    func reader() throws -> CurlReader {
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
