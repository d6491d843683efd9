import ClusterModel
import Dashboard
import Endpoints
import Operations
import OperatorConsole
import Simulator
import Wording

extension Rehearsal {
    /// A request that changes something, until its answer.
    struct PendingWrite: Sendable {
        var step: Int
        var target: SimulatedRequest.Target
        /// What was to be sent.
        var request: RequestOutline
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
        case .review(let right): review(right)
        case .write: tell(.recorded(failure: recordingFailure))
        case .send(let confirmed, let step):
            guard confirmed.plan.requests.indices.contains(step) else { return }
            write(confirmed.plan.requests[step], step: step)
        }
    }

    /// The API server says at once whether somebody may.
    private mutating func review(_ right: ProxyRight) {
        switch Session.open(.operate) {
        case .readOnly: break
        case .readWrite(let authority):
            let review = AccessReview(of: right, at: Self.apiServer, under: authority)
            let asked = SimulatedRequest(
                .kubernetes,
                method: "POST",
                path: AccessReview.path,
                body: Array(review.body.utf8)
            )
            guard case .answer(let answer) = cluster.answer(asked, at: now) else {
                return tell(.reviewed(AccessReply(right, .unknown("connection refused"), at: now)))
            }
            let verdict = AccessVerdict(status: answer.status, body: answer.body)
            tell(.reviewed(AccessReply(right, verdict, at: now)))
        }
    }

    /// A request by the way through the API server, which hands on what the pod says.
    private mutating func writeThroughServer(_ request: RequestOutline, step: Int) {
        let asked = SimulatedRequest(
            .kubernetes,
            method: request.method.rawValue,
            path: request.agent.path + request.path,
            body: request.body.map { Array($0.utf8) }
        )
        take(cluster.answer(asked, at: now), step: step, of: request, target: .kubernetes, startedAt: now)
    }

    /// As the writer reads it: what the API server says for itself is no answer of Patroni's.
    private func outcome(
        _ response: SimulatedResponse,
        to request: RequestOutline
    ) -> (Result<WriteAnswer, ReadFailure>, mayHaveArrived: Bool) {
        let answer = ReadAnswer(status: response.status, body: response.body)
        if let right = request.right,
            let refusal = ProxiedAnswer.refusal(answer, to: right.verb, from: request.agent)
        {
            return (.failure(refusal.failure), refusal.mayHaveArrived)
        }
        let text = String(decoding: response.body, as: UTF8.self)
        return (.success(WriteAnswer(status: response.status, text: text)), true)
    }

    private mutating func write(_ request: RequestOutline, step: Int) {
        if request.agent.goesThroughAPIServer { return writeThroughServer(request, step: step) }
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
        take(cluster.answer(asked, at: now), step: step, of: request, target: target, startedAt: now)
    }

    mutating func deliverWrites() {
        let due = writes.filter { $0.at <= now }
        writes.removeAll { $0.at <= now }
        for write in due {
            let answer = cluster.resume(write.pending, of: write.target, at: now)
            take(answer, step: write.step, of: write.request, target: write.target, startedAt: write.startedAt)
        }
    }

    private mutating func take(
        _ answer: SimulatedAnswer,
        step: Int,
        of request: RequestOutline,
        target: SimulatedRequest.Target,
        startedAt: Timestamp
    ) {
        switch answer {
        case .answer(let response):
            let (outcome, mayHaveArrived) = outcome(response, to: request)
            reply(step, outcome, startedAt: startedAt, mayHaveArrived: mayHaveArrived)
        case .refuse: reply(step, .failure(.connectionRefused), startedAt: startedAt)
        case .closeWithoutAnswer, .stream: reply(step, .failure(.closedWithoutAnswer), startedAt: startedAt)
        case .later(let pending, let at):
            writes.append(
                PendingWrite(
                    step: step,
                    target: target,
                    request: request,
                    startedAt: startedAt,
                    pending: pending,
                    at: at
                )
            )
        }
    }

    private mutating func reply(
        _ step: Int,
        _ outcome: Result<WriteAnswer, ReadFailure>,
        startedAt: Timestamp,
        mayHaveArrived: Bool = true
    ) {
        let reply = WriteReply(
            step: step,
            outcome: outcome,
            startedAt: startedAt,
            finishedAt: now,
            mayHaveArrived: mayHaveArrived
        )
        tell(.replied(reply))
    }
}
