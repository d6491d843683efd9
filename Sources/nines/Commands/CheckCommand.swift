import ArgumentParser
import ClusterModel
import Diagnosis
import Manifests
import Reports

/// `nines check`: a running cluster held against what such a deployment should be.
struct CheckCommand: ParsableCommand {
    /// How the answer is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case text, json, markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Hold a running cluster against what such a deployment should be.",
        discussion: """
            Reads what “nines status” reads, and changes nothing. What cannot be told
            from outside is unknown, with a way to find out.
              nines check http://db1:8008 --haproxy http://proxy:7000/
              nines check http://db1:8008 --against values.yaml --output markdown

            Exit codes: 0 nothing fails, 1 warnings, 2 something critical fails,
            3 no agent answers.
            """
    )

    @OptionGroup var sources: SourceOptions

    @Option(
        help: ArgumentHelp("Compare with what “nines manifests” rendered from these values.", valueName: "values.yaml")
    )
    var against: String?

    @Option(name: [.short, .long], help: "text, json (schema nines.check/1) or markdown.")
    var output: Output = .text

    func run() throws {
        let intended = try against.map { IntendedDeployment(try ManifestValues.read($0)) }
        let cluster = try sources.open().cluster
        var look = Look(cluster, source: try cluster.source())
        let seen = look.once()
        let snapshot = seen.snapshot
        let candidature = Candidature(snapshot: snapshot, intended: intended, nodes: snapshot.memberNodes)
        let results = CriterionCatalog.results(for: candidature)
        if !snapshot.isListedOrReported {
            StandardError.write("nines: \(snapshot.silence(seen.assessment.verdict)).\n")
            // A list of what cannot be told would hide why.
            if output != .json { throw ExitCode(3) }
        }
        switch output {
        case .text: StandardOutput.write(CheckText(results, of: candidature).lines.joined(separator: "\n") + "\n")
        case .json: StandardOutput.write(try ReportJSON.pretty(CheckReport(results, of: candidature)) + "\n")
        case .markdown: StandardOutput.write(CheckText(results, of: candidature).markdown)
        }
        throw Self.exitCode(results, of: snapshot)
    }

    private static func exitCode(_ results: [CriterionResult], of snapshot: ClusterSnapshot) -> ExitCode {
        guard snapshot.isListedOrReported else { return ExitCode(3) }
        return switch results.compactMap(\.severity).max() {
        case .critical: ExitCode(2)
        case .warning: ExitCode(1)
        case .notice, nil: .success
        }
    }
}

extension ClusterSnapshot {
    /// The machine of each member's pod; nil while no Kubernetes is asked, or it does not tell.
    fileprivate var memberNodes: [MemberName: String]? {
        guard kubernetes?.pods.currentValue != nil else { return nil }
        let places = members.compactMap { member in pod(of: member.name)?.nodeName.map { (member.name, $0) } }
        return Dictionary(places) { first, _ in first }
    }
}

extension IntendedDeployment {
    /// What the values mean for a cluster that runs.
    fileprivate init(_ values: ManifestValues) {
        self.init(
            cluster: values.cluster,
            isOpenGauss: values.database == .opengauss,
            members: values.members.map { MemberName($0.name) },
            servers: Dictionary(values.members.map { (MemberName($0.name), values.service(of: $0)) }) { first, _ in
                first
            },
            replication: Replication(values.replication),
            ttlSeconds: values.timing.ttl,
            loopWaitSeconds: values.timing.loopWait,
            retryTimeoutSeconds: values.timing.retryTimeout,
            parameters: values.parameters,
            proxies: values.proxy.replicas,
            sessionsPerServer: values.proxy.maxConnections
        )
    }
}

extension IntendedDeployment.Replication {
    fileprivate init(_ replication: ManifestValues.Replication) {
        switch replication {
        case .asynchronous: self = .asynchronous
        case .synchronous: self = .synchronous
        case .strict: self = .strict
        }
    }
}
