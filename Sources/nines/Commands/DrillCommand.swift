import ArgumentParser
import ClusterModel
import CurlTransport
import Diagnosis
import Drills
import Glibc
import NcursesTerminal
import Operations
import Reports

/// `nines drill`: the reference guide's table of HA tests, played on a cluster that the user names and confirms.
struct DrillCommand: ParsableCommand {
    /// How the table is written.
    enum Output: String, ExpressibleByArgument, CaseIterable {
        case markdown, json
    }

    static let configuration = CommandConfiguration(
        commandName: "drill",
        abstract: "Play the HA tests on a cluster and fill in their table.",
        discussion: """
            It interrupts writing, several times. Only on a cluster that is well, only
            after its name was typed, or with --yes --cluster NAME.

            Switchover and failover are asked of Patroni. The rest is done by commands
            of yours ({member}, {host}, {agent} and, with --kubernetes, {pod} and
            {namespace} are filled in; no shell), or by you when you are asked to,
            and followed from here:
              nines drill http://db1:8008 --haproxy http://proxy:7000/ --probe proxy:6000 \\
                --run leader-stopped='ssh {host} systemctl stop patroni' \\
                --run start='ssh {host} systemctl start patroni'

            nines deletes nothing in Kubernetes: pods are deleted by a command of yours.

            Steps: \(DrillStep.allCases.map(\.rawValue).joined(separator: ", ")).

            Exit codes:
              0 every row passed
              1 a row failed, or was not reached
              10 the cluster is not well, or another one; nothing was done
              14 not confirmed, nothing was done
              64 usage
              73 it cannot be written down, nothing was done
              77 this session is read-only
            """
    )

    @OptionGroup var sources: SourceOptions

    @Option(name: .customLong("step"), help: ArgumentHelp("What to play, in this order; repeat it.", valueName: "step"))
    var steps: [String] = []

    @Option(
        name: .customLong("run"),
        help: ArgumentHelp(
            "The command that does a step, or “start” for what starts a member again.",
            valueName: "step=command"
        )
    )
    var commands: [String] = []

    @Option(help: ArgumentHelp("A file of such lines.", valueName: "file"))
    var commandFile: String?

    @Option(
        help: ArgumentHelp(
            "A command that writes once through the proxy, run again and again; its password is in the environment.",
            valueName: "command"
        )
    )
    var write: String?

    @Option(help: ArgumentHelp("How long to wait for each thing.", valueName: "seconds"))
    var deadline: Double = 300

    @Option(help: ArgumentHelp("A longer loss of writing fails a row.", valueName: "seconds"))
    var longestOutage: Double?

    @Flag(help: "Do it without asking; needs --cluster NAME.")
    var yes = false

    @Option(name: [.short, .long], help: "markdown or json (schema nines.drill/1).")
    var output: Output = .markdown

    func validate() throws {
        guard deadline >= 5, deadline <= 86_400 else {
            throw ValidationError("--deadline takes seconds from 5 to 86400, not \(deadline).")
        }
        if let longestOutage, !(longestOutage >= 0 && longestOutage <= 86_400) {
            throw ValidationError("--longest-outage takes seconds from 0 to 86400, not \(longestOutage).")
        }
    }

    private static let deed = "a drill changes a cluster"

    func run() throws {
        let choice = try sources.choose(namesCluster: true, for: Self.deed)
        let script = try script()
        let cluster = try choice.open().cluster
        let signals = try SignalQueue.open(SignalQueue.endings)
        let source = try cluster.source()
        let follower = ClusterFollower(cluster, source: source, signals: signals)
        let snapshot = follower.lookAfresh()
        let name = try nameChecked(snapshot, follower)
        try checkWellness(snapshot, follower)
        switch Session.open(cluster.rights) {
        case .readOnly: throw Complaint.readOnly(Self.deed, cluster.rights)
        case .readWrite(let authority):
            let writer = source.writer(authority, agents: cluster.agentAccess)
            try checkRights(script, follower.review(through: writer, for: snapshot), snapshot)
            try confirm(name, script, snapshot, signals)
            let session = DrillSession(
                cluster,
                named: name,
                script: script,
                limits: limits,
                follower: follower,
                writer: writer,
                auditor: try Auditor.open(syslog: cluster.syslogSocket)
            )
            let rows = try session.run()
            try finish(DrillReport(rows, cluster: name, before: snapshot))
        }
    }

    /// What is played, once it is clear that somebody can say yes to it.
    private func script() throws -> DrillScript {
        let isAttended = isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1
        if yes, sources.cluster == nil {
            throw Complaint.usage("--yes needs the cluster's name: add --cluster NAME.")
        }
        guard yes || isAttended else {
            throw Complaint.usage("nobody is at a terminal to confirm this: add --yes --cluster NAME.")
        }
        let filed = try commandFile.map { DrillScript.assignments(in: try ConfigurationFile.required($0)) } ?? []
        return try DrillScript(
            names: steps,
            assignments: filed + commands,
            write: write,
            isAttended: isAttended
        )
    }

    private var limits: DrillLimits {
        var limits = DrillLimits()
        limits.deadline = .milliseconds(Int64(deadline * 1000))
        limits.longestOutage = longestOutage.map { .milliseconds(Int64($0 * 1000)) }
        return limits
    }

    /// The cluster's name as its agents say it, which must be the one that was named.
    private func nameChecked(_ snapshot: ClusterSnapshot, _ follower: ClusterFollower) throws -> String {
        guard snapshot.isListedOrReported else {
            throw Complaint.preflight("\(snapshot.silence(follower.assessment?.verdict)); nothing was done.")
        }
        guard let name = snapshot.name else {
            throw Complaint.preflight("no agent says which cluster this is; name it with --scope.")
        }
        if let wanted = sources.cluster, sources.givesSources, wanted != name {
            throw Complaint.preflight("these agents are of cluster \(name), not of \(wanted); nothing was done.")
        }
        return name
    }

    private func checkWellness(_ snapshot: ClusterSnapshot, _ follower: ClusterFollower) throws {
        // A cluster that has just settled is listed as such only after its next loop.
        let end = SystemClock.now() + .seconds(12)
        var ailments = follower.ailments(of: snapshot)
        while !ailments.isEmpty, !follower.isInterrupted, SystemClock.now() < end {
            follower.turn(until: SystemClock.now() + .milliseconds(250))
            ailments = follower.ailments(of: follower.examined())
        }
        guard ailments.isEmpty else {
            throw Complaint.preflight(
                "a drill begins with a cluster that is well; nothing was done. \(ailments.joined(separator: "; "))."
            )
        }
    }

    /// What is asked of Patroni must get past the API server, where agents are reached through it.
    private func checkRights(_ script: DrillScript, _ rights: ProxyRights, _ snapshot: ClusterSnapshot) throws {
        guard script.steps.contains(where: \.isAskedOfPatroni) else { return }
        let agents = snapshot.agents.map(\.address)
        if let denial = rights.denial(of: .post, to: agents) {
            throw Complaint.preflight("\(denial); nothing was done.")
        }
        for right in Set(agents.compactMap { $0.right(for: .post)?.forAll }).sorted(by: { $0.text < $1.text }) {
            guard case .unknown(let reason) = rights[right] else { continue }
            StandardError.write("Whether you may \(right.text) is not known: \(reason).\n")
        }
    }

    /// Says what is going to happen, and takes the cluster's name for a yes.
    private func confirm(
        _ name: String,
        _ script: DrillScript,
        _ snapshot: ClusterSnapshot,
        _ signals: SignalQueue
    ) throws {
        let members = snapshot.members.map(\.name.text).listed
        StandardError.write("A drill on \(name) (\(members)); clients will lose writing for seconds, several times:\n")
        for step in script.steps {
            StandardError.write("  \(step.rawValue)  \(step.title) (\(script.doer(of: step))): \(step.expectation)\n")
        }
        if yes { return }
        guard Consent.ask(for: name, signals: signals) == name else {
            throw Complaint.notConfirmed("that was not “\(name)”; nothing was done.")
        }
    }

    private func finish(_ report: DrillReport) throws {
        switch output {
        case .markdown: StandardOutput.write(report.markdown)
        case .json: StandardOutput.write(try ReportJSON.pretty(report) + "\n")
        }
        throw report.passed ? ExitCode.success : ExitCode(1)
    }
}

extension ClusterFollower {
    fileprivate func ailments(of snapshot: ClusterSnapshot) -> [String] {
        assessment.map { snapshot.ailments($0.verdict) } ?? ["nothing was seen yet"]
    }
}

extension DrillScript {
    /// Who does a step, in a few words.
    fileprivate func doer(of step: DrillStep) -> String {
        switch step.cause {
        case .operation: "asked of Patroni"
        case .elsewhere: commands[step].map { $0.words.joined(separator: " ") } ?? "you are asked to"
        }
    }
}

extension DrillStep {
    fileprivate var isAskedOfPatroni: Bool {
        switch cause {
        case .operation: true
        case .elsewhere: false
        }
    }
}
