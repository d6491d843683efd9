import Wording

extension Pod {
    /// Why the pod is not ready, as a phrase after its name: the nearest cause that the API server knows; nil while it is ready.
    package var whyNotReady: Phrase? {
        guard !isReady else { return nil }
        if isFinished { return Self.phrase(Phrase(verbatim: status), message) }
        if let scheduled = condition("PodScheduled"), !scheduled.isTrue {
            return Self.phrase("not placed on any node", scheduled.message ?? scheduled.reason)
        }
        if let container = containers.first(where: \.isInTheWay) { return container.plight }
        if let gate = readinessGates.first(where: { !$0.isTrue }) { return "readiness gate \(gate.kind) is not passed" }
        if let unready = containers.first(where: { !$0.isReady && $0.kind != .initial }) { return unready.plight }
        let ready = condition("Ready")
        return Self.phrase(Phrase(verbatim: ready?.reason ?? status), ready?.message)
    }

    private static func phrase(_ what: Phrase, _ why: String?) -> Phrase {
        why.map { "\(what): \($0)" } ?? what
    }

    /// A container is started again and again, ever more slowly.
    package var isCrashLooping: Bool { containers.contains(where: \.isCrashLooping) }

    /// How the container ended that came back last.
    package var lastEnd: ContainerEnd? {
        containers.compactMap(\.lastEnd).max {
            ($0.finishedAt ?? .init(millisecondsSinceEpoch: .min))
                < ($1.finishedAt ?? .init(millisecondsSinceEpoch: .min))
        }
    }
}

extension PodContainer {
    package var isCrashLooping: Bool {
        if case .waiting("CrashLoopBackOff", _) = state { return true }
        return false
    }

    /// It waits for something that does not come, or has failed; an init container that has done its work is in nobody's way.
    fileprivate var isInTheWay: Bool {
        switch state {
        case .waiting(let reason, _): reason != nil && reason != "PodInitializing"
        case .terminated(let end): kind == .main || end.exitCode != 0
        case .running: kind == .initial
        case .unknown: false
        }
    }

    fileprivate var plight: Phrase {
        switch state {
        case .waiting(let reason, let message):
            let what: Phrase = reason.map { "container \(name) \($0)" } ?? "container \(name) waits"
            if isCrashLooping, let lastEnd { return "\(what): it ended with \(lastEnd.phrase)" }
            return message.map { "\(what): \($0)" } ?? what
        case .terminated(let end): return "container \(name) ended with \(end.phrase)"
        case .running: return kind == .initial ? "init container \(name) still runs" : "container \(name) is not ready"
        case .unknown: return "container \(name) has not begun"
        }
    }
}

extension ContainerEnd: Phrased {
    package var description: String { phrase.english }

    /// `OOMKilled (137)`, `exit code 1`, `signal 11`.
    package var phrase: Phrase {
        switch (reason, exitCode, signal) {
        case (let reason?, 0, _): Phrase(verbatim: reason)
        case (let reason?, let code, _): "\(reason) (\(code))"
        case (nil, _, 0): "exit code \(exitCode)"
        case (nil, _, let signal): "signal \(signal)"
        }
    }
}
