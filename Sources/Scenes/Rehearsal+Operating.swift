import ClusterModel
import Dashboard
import Endpoints
import Operations
import OperatorConsole
import Simulator

extension Rehearsal {
    /// A request that changes something, until its answer.
    struct PendingWrite: Sendable {
        var step: Int
        var target: SimulatedRequest.Target
        var startedAt: Timestamp
        var pending: PendingAnswer
        var at: Timestamp
    }

    /// Tells the one that operates; nothing where only watching is played.
    package mutating func tell(_ message: OperatorConsole.Message) {
        guard case .operating(var console) = part else { return }
        let wanted = console.update(message)
        part = .operating(console)
        for effect in wanted { perform(effect) }
    }

    /// The one that operates; nil where only watching is played.
    package var console: OperatorConsole? {
        switch part {
        case .watching: nil
        case .operating(let console): console
        }
    }

    mutating func perform(_ effect: OperatorConsole.Effect) {
        if case .dashboard(.read(let request, let deadline)) = effect { return read(request, deadline: deadline) }
        if case .dashboard(.stop(let request)) = effect { return stop(request) }
        effects.append(effect)
        switch effect {
        case .dashboard, .recall, .note: break
        case .write: tell(.recorded(failure: recordingFailure))
        case .send(let confirmed, let step):
            guard confirmed.plan.requests.indices.contains(step) else { return }
            write(confirmed.plan.requests[step], step: step)
        }
    }

    private mutating func write(_ request: RequestOutline, step: Int) {
        guard let member = cluster.blueprint.members.first(where: { $0.host == request.agent.host }) else {
            return reply(step, .failure(.nameNotResolved(host: request.agent.host)), startedAt: now)
        }
        let target = SimulatedRequest.Target.agent(member.name)
        let asked = SimulatedRequest(
            target,
            method: request.method.rawValue,
            path: request.path,
            body: request.body.map { Array($0.utf8) }
        )
        take(cluster.answer(asked, at: now), step: step, target: target, startedAt: now)
    }

    mutating func deliverWrites() {
        let due = writes.filter { $0.at <= now }
        writes.removeAll { $0.at <= now }
        for write in due {
            let answer = cluster.resume(write.pending, of: write.target, at: now)
            take(answer, step: write.step, target: write.target, startedAt: write.startedAt)
        }
    }

    private mutating func take(
        _ answer: SimulatedAnswer,
        step: Int,
        target: SimulatedRequest.Target,
        startedAt: Timestamp
    ) {
        switch answer {
        case .answer(let response):
            let text = String(decoding: response.body, as: UTF8.self)
            reply(step, .success(WriteAnswer(status: response.status, text: text)), startedAt: startedAt)
        case .refuse: reply(step, .failure(.connectionRefused), startedAt: startedAt)
        case .closeWithoutAnswer, .stream: reply(step, .failure(.closedWithoutAnswer), startedAt: startedAt)
        case .later(let pending, let at):
            writes.append(PendingWrite(step: step, target: target, startedAt: startedAt, pending: pending, at: at))
        }
    }

    private mutating func reply(_ step: Int, _ outcome: Result<WriteAnswer, ReadFailure>, startedAt: Timestamp) {
        tell(.replied(WriteReply(step: step, outcome: outcome, startedAt: startedAt, finishedAt: now)))
    }
}
