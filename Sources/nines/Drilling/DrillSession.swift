import ClusterModel
import CurlTransport
import Diagnosis
import Drills
import NcursesTerminal
import Operations
import Programs
import Reports

/// A drill that was confirmed: row after row on a cluster that is well, until all are played or it is not well any more.
final class DrillSession {
    let cluster: OpenedCluster
    let follower: ClusterFollower
    private let script: DrillScript
    private let limits: DrillLimits
    private let writer: CurlWriter
    private let auditor: Auditor
    private let writes: RepeatedWrite?
    /// The name that was confirmed; operations are refused should the agents be of another cluster.
    private let name: String
    private var rows: [DrillRow] = []

    init(
        _ cluster: OpenedCluster,
        named name: String,
        script: DrillScript,
        limits: DrillLimits,
        follower: ClusterFollower,
        writer: CurlWriter,
        auditor: Auditor
    ) {
        self.cluster = cluster
        self.name = name
        self.script = script
        self.limits = limits
        self.follower = follower
        self.writer = writer
        self.auditor = auditor
        writes = script.write.map(RepeatedWrite.init)
    }

    /// Plays all steps; those that were not reached are told as such.
    func run() throws -> [DrillRow] {
        follower.beside = { [weak self] in self?.writes?.tend() }
        defer { follower.beside = nil }
        follower.hurry()
        for (number, step) in script.steps.enumerated() {
            if let reason = waitUntilWell() {
                rows += script.steps[number...].map {
                    DrillRow(step: $0, member: nil, method: "", outcome: .skipped(reason))
                }
                break
            }
            tell("\(number + 1) of \(script.steps.count): \(step.title)")
            let row = try play(step)
            rows.append(row)
            tell("\(step.title): \(row.verdict)")
        }
        return rows
    }

    /// Why the cluster is not well, when it did not become so in time; nil when it is.
    private func waitUntilWell() -> String? {
        let end = SystemClock.now() + limits.deadline
        var told: Set<String> = []
        while !follower.isInterrupted {
            let snapshot = follower.examined()
            let ailments = snapshot.ailments(verdict)
            if ailments.isEmpty, follower.log.open == nil { return nil }
            if SystemClock.now() >= end { return "the cluster is not well: \(ailments.joined(separator: "; "))" }
            let reason = ailments.first ?? "writing is impossible"
            if !rows.isEmpty, told.insert(reason).inserted { tell("waiting: \(reason)") }
            follower.turn(until: SystemClock.now() + .milliseconds(250))
        }
        return "interrupted"
    }

    private var verdict: Verdict {
        follower.assessment?.verdict ?? Verdict(.connecting, since: SystemClock.now())
    }

    private func play(_ step: DrillStep) throws -> DrillRow {
        writes?.begin()
        let snapshot = follower.examined()
        let leader = snapshot.listedLeader?.name
        guard let member = step.isOfLeader ? leader : replica(of: snapshot) else {
            return DrillRow(step: step, member: nil, method: "", outcome: .skipped("there is nobody to do it to"))
        }
        var course = DrillCourse(step, on: member, leader: leader, limits: limits, at: SystemClock.now())
        var method = ""
        switch step.cause {
        case .operation: method = try operate(step, snapshot, &course)
        case .elsewhere: method = cause(step, member, snapshot, &course)
        }
        follow(&course)
        if follower.isInterrupted {
            course.fail("interrupted before it was over")
            leaveNobodyStopped(course, snapshot)
        }
        let now = SystemClock.now()
        return course.row(method: method, incidents: follower.log.incidents, writes: writes?.log, at: now)
    }

    /// The last one, who is the least likely to be synchronous.
    private func replica(of snapshot: ClusterSnapshot) -> MemberName? {
        let replicas = snapshot.members.filter { !$0.isGone && $0.name != snapshot.listedLeader?.name }
        return (replicas.last { $0.role?.kind == .replica } ?? replicas.last)?.name
    }

    /// Follows until the row is over, and has the member started again in time.
    private func follow(_ course: inout DrillCourse) {
        while course.stage != .over, !follower.isInterrupted {
            let snapshot = look(&course)
            if course.stage == .restart { startAgain(&course, snapshot) }
        }
    }

    /// Waits a little, takes the next look, and tells what it shows to be reached.
    @discardableResult
    private func look(_ course: inout DrillCourse) -> ClusterSnapshot {
        follower.turn(until: SystemClock.now() + .milliseconds(250))
        let snapshot = follower.examined()
        let before = course.stage
        course.observe(snapshot, verdict, open: follower.log.open)
        if course.stage != before { tell(course.stage, course) }
        return snapshot
    }

    private func tell(_ stage: DrillCourse.Stage, _ course: DrillCourse) {
        switch stage {
        case .recovery: tell("\(course.member) is lost; following")
        case .restart:
            let isFine = course.failures.isEmpty
            tell(
                !isFine
                    ? course.failures.joined(separator: "; ")
                    : course.step.isOfLeader ? "clients can write again" : "clients noticed nothing so far"
            )
        case .settling: tell("waiting for \(course.member) to rejoin, and for all to be well for a while")
        case .fault, .over: break
        }
    }

    private func tell(_ text: String) {
        StandardError.write(
            "\(CivilTime(SystemClock.now(), offsetSeconds: LocalTime.utcOffsetSeconds).clock)  \(text)\n"
        )
    }
}

// MARK: - What brings a row about

extension DrillSession {
    /// Lets Patroni do it, as “nines switchover” and “nines failover” do; answers what was sent.
    private func operate(_ step: DrillStep, _ snapshot: ClusterSnapshot, _ course: inout DrillCourse) throws -> String {
        var known = cluster.plannerOptions
        // Rights may be another's by now, and pods have other names.
        known.rights = follower.review(through: writer, for: snapshot)
        let planner = Planner(known)
        let handover = Operation.switchover(Switchover(leader: course.member, candidate: nil))
        guard let candidate = planner.plan(handover, for: snapshot).defaultCandidate else {
            course.fail("nobody could take over from \(course.member)")
            return "POST /\(step.rawValue)"
        }
        let operation: Operation =
            step == .failover
            ? .failover(candidate: candidate)
            : .switchover(Switchover(leader: course.member, candidate: candidate))
        let method = "POST /\(step.rawValue) to \(candidate)"
        let plan = planner.plan(operation, for: snapshot)
        for line in PlanText.lines(plan) { StandardError.write("\(line)\n") }
        let confirmed: ConfirmedPlan
        do {
            let fresh = planner.plan(operation, for: follower.examined())
            let consent = CommandLineConsent.named(cluster: name, leader: course.member)
            confirmed = try Confirmation(plan).confirm(commandLine: consent, fresh: fresh)
        } catch {
            course.fail("not sent: \(error.sentence)")
            return method
        }
        let operated = OperationCourse(
            confirmed,
            before: snapshot,
            follower: follower,
            writer: writer,
            auditor: auditor,
            limit: limits.deadline
        )
        let result = try operated.run()
        course.operationEnded(at: SystemClock.now())
        if case .done = result { return method }
        course.fail("\(result.name): \(result.text)")
        return method
    }

    /// Runs the user's command, or asks the user; answers which.
    private func cause(
        _ step: DrillStep,
        _ member: MemberName,
        _ snapshot: ClusterSnapshot,
        _ course: inout DrillCourse
    ) -> String {
        guard let command = script.commands[step] else {
            let host = snapshot.member(member)?.listed.value?.host
            let pod = snapshot.kubernetes?.join(of: member)?.pod
            tell("➤ \(step.request(member.text, at: host, in: pod)) (waiting \(limits.deadline.brief))")
            return "by hand"
        }
        return run(command, member, snapshot, &course)
    }

    private func startAgain(_ course: inout DrillCourse, _ snapshot: ClusterSnapshot) {
        guard let restart = script.restart else {
            tell("➤ start \(course.member) again, unless it comes back by itself (waiting \(limits.deadline.brief))")
            return course.startsAgain(isCommanded: false, at: SystemClock.now())
        }
        course.startsAgain(isCommanded: true, at: SystemClock.now())
        tell(course.stage, course)
        _ = run(restart, course.member, snapshot, &course)
    }

    /// Somebody who interrupts a drill must not find a member stopped afterwards.
    private func leaveNobodyStopped(_ course: DrillCourse, _ snapshot: ClusterSnapshot) {
        guard case .elsewhere(returnsByItself: false) = course.step.cause else { return }
        switch course.stage {
        case .settling, .over: return
        case .fault: if script.commands[course.step] == nil { return }
        case .recovery, .restart: break
        }
        guard let arguments = script.restart.flatMap({ filled($0, course.member, snapshot) }),
            let program = try? BoundedProgram(arguments, streams: .init(errors: .shared), limit: .seconds(60))
        else { return tell("➤ \(course.member) may still be stopped: start it again") }
        tell("interrupted; runs \(arguments.joined(separator: " "))")
        while program.succeeded == nil { follower.turn(until: SystemClock.now() + .milliseconds(250)) }
    }

    private func filled(_ command: ProgramWords, _ member: MemberName, _ snapshot: ClusterSnapshot) -> [String]? {
        let known = snapshot.member(member)
        let pod = snapshot.kubernetes?.join(of: member)?.pod
        return command.filled([
            "member": member.text, "host": known?.listed.value?.host ?? "",
            "agent": known?.agent?.address.authority ?? "",
            "pod": pod?.name ?? "", "namespace": pod?.namespace ?? "",
        ])
    }

    /// Runs a command to its end and goes on watching meanwhile; answers what it was.
    private func run(
        _ command: ProgramWords,
        _ member: MemberName,
        _ snapshot: ClusterSnapshot,
        _ course: inout DrillCourse
    ) -> String {
        guard let arguments = filled(command, member, snapshot) else {
            course.giveUp(
                "not run: what the cluster says of \(member) is no plain name or address",
                at: SystemClock.now()
            )
            return command.words.joined(separator: " ")
        }
        let text = arguments.joined(separator: " ")
        tell("runs \(text)")
        guard let program = try? BoundedProgram(arguments, streams: .init(errors: .shared), limit: limits.deadline)
        else {
            course.giveUp("\(arguments.first ?? "the command") could not be started", at: SystemClock.now())
            return text
        }
        let stageBefore = course.stage
        while !follower.isInterrupted {
            look(&course)
            guard let ending = program.ending() else { continue }
            take(ending, of: text, stageBefore, &course)
            break
        }
        return text
    }

    /// A command that failed ends its row, unless the cluster shows its effect, or may be going to.
    private func take(
        _ ending: BoundedProgram.Ending,
        of command: String,
        _ stage: DrillCourse.Stage,
        _ course: inout DrillCourse
    ) {
        switch ending {
        case .exited(code: 0): return
        // A machine that goes down takes the connection with it, which is ssh's 255.
        case .exited(code: 255), .killed, .tookTooLong:
            tell("the command failed, or was ended; what the cluster shows decides")
        case .exited(let code):
            guard course.stage == stage else {
                return tell("the command failed (exit code \(code)); what the cluster shows decides")
            }
            course.giveUp("“\(command)” failed (exit code \(code))", at: SystemClock.now())
            if stage == .settling { tell("➤ \(course.member) may still be stopped: start it again") }
        }
    }
}

extension Unconfirmed {
    fileprivate var sentence: String {
        switch self {
        case .wrongWord(let wanted): "the cluster is \(wanted)"
        case .worldChanged: "the cluster has changed meanwhile"
        case .refused(let reason): reason
        }
    }
}
