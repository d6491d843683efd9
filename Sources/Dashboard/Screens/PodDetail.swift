import ClusterModel
import TerminalUI
import Wording

/// What is known of one pod beside its row: why it is not ready, its containers, its conditions, and what Kubernetes noted.
enum PodDetail {
    private static let labelWidth = 20

    static func present(
        _ pod: Pod,
        in picture: Picture,
        columns: Int,
        utcOffsetSeconds: Int,
        in language: Language
    ) -> [StyledText] {
        var lines: [StyledText] = []
        if let why = pod.whyNotReady {
            lines += StyledText("▲ " + language("not ready: \(why)"), .warning).wrapped(to: columns)
        }
        lines += pod.containers.map { line($0, of: pod, at: picture.now, language) }
        lines += pod.conditions.filter { !$0.isTrue }.map { condition($0, at: picture.now, language) }
        let met = pod.conditions.filter(\.isTrue).map(\.kind)
        if !met.isEmpty {
            lines.append(label(language("conditions met")) + StyledText(met.joined(separator: ", "), .muted))
        }
        lines.append(facts(pod, in: picture, language))
        lines += events(of: pod, in: picture, utcOffsetSeconds: utcOffsetSeconds, language)
        return lines
    }

    private static func label(_ text: String) -> StyledText {
        StyledText(text.clipped(to: labelWidth - 1).padded(to: labelWidth), .label)
    }

    private static func line(_ container: PodContainer, of pod: Pod, at now: Timestamp, _ language: Language)
        -> StyledText
    {
        var text = label(container.name) + state(of: container, in: pod, at: now, language)
        if container.restarts > 0 { text.append(" · " + language("\(container.restarts) restarts"), .warning) }
        if let end = container.lastEnd {
            let when: Phrase = end.finishedAt.map { " \((now - $0).human) ago" } ?? ""
            text.append(" · " + language("before: \(end)\(when)"), .muted)
        }
        let kind: String? =
            switch container.kind {
            case .main: nil
            case .initial: "init"
            case .sidecar: "sidecar"
            }
        if let kind { text.append(" · \(kind)", .muted) }
        if !container.image.isEmpty { text.append(" · \(container.image)", .muted) }
        return text
    }

    private static func state(of container: PodContainer, in pod: Pod, at now: Timestamp, _ language: Language)
        -> StyledText
    {
        switch container.state {
        case .unknown: return StyledText(language("not begun"), .muted)
        case .waiting(let reason, let message):
            return StyledText(reason ?? language("waiting"), .warning)
                + StyledText(message.map { ": \($0)" } ?? "", .muted)
        case .running(let since):
            var text = StyledText(language("running"), container.isReady ? .good : .warning)
            if let since { text.append(language(" for \((now - since).human)"), .muted) }
            guard !container.isReady else { return text }
            text.append(" · " + language("not ready"), .warning)
            // Running for long is not being unready for long.
            if let lost = pod.readinessLostAt(by: container) {
                text.append(language(" for \((now - max(lost, since ?? lost)).human)"), .muted)
            }
            return text
        case .terminated(let end):
            return StyledText(language("ended: \(end)"), end.exitCode == 0 ? .muted : .critical)
                + StyledText(end.finishedAt.map { language(" \((now - $0).human) ago") } ?? "", .muted)
        }
    }

    private static func condition(_ condition: PodCondition, at now: Timestamp, _ language: Language) -> StyledText {
        var text = label("✖ \(condition.kind)")
        text.append(condition.reason ?? language("not so"), .warning)
        if let message = condition.message { text.append(": \(message)", .muted) }
        if let since = condition.changedAt { text.append(" · " + language("for \((now - since).human)"), .muted) }
        return text
    }

    private static func facts(_ pod: Pod, in picture: Picture, _ language: Language) -> StyledText {
        let kubernetes = picture.snapshot.kubernetes
        let changed = kubernetes?.changedAt[pod.id].map { language("like this for \((picture.now - $0).human)") }
        let match = kubernetes?.memberPods.first { $0.pod == pod.id }.map {
            language("\($0.member) by \(Phrase($0.matchedBy.rawValue))")
        }
        let facts = [match, pod.owner, changed, pod.deletionAt == nil ? nil : language("is being deleted")].compactMap {
            $0
        }
        return label(language("belongs to")) + StyledText(facts.isEmpty ? "–" : facts.joined(separator: " · "), .muted)
    }

    private static func events(of pod: Pod, in picture: Picture, utcOffsetSeconds: Int, _ language: Language)
        -> [StyledText]
    {
        let label = label(language("events"))
        guard let known = picture.snapshot.kubernetes?.events[pod.id] else { return [] }
        if let failure = known.failure?.reason, known.value == nil {
            return [label + StyledText("✖ " + language(failure.phrase), .critical)]
        }
        guard let events = known.value else { return [label + StyledText(language("asking …"), .muted)] }
        if events.isEmpty { return [label + StyledText(language("nothing was noted lately"), .muted)] }
        return events.map { event in
            let clock = event.lastAt.map { CivilTime($0, offsetSeconds: utcOffsetSeconds).clock } ?? "        "
            let count = event.count > 1 ? " ×\(event.count)" : ""
            return StyledText("\(clock)  ", .timestamp)
                + StyledText(
                    "\(event.isWarning ? "▲" : "·") \(event.reason)\(count)  ",
                    event.isWarning ? .warning : .text
                )
                + StyledText(event.message, event.isWarning ? .text : .muted)
        }
    }
}

extension Pod {
    /// Since when the container is not ready, where the pod's condition tells: it does not say which of several it was.
    fileprivate func readinessLostAt(by container: PodContainer) -> Timestamp? {
        let unready = containers.filter { !$0.isReady && $0.kind != .initial }
        guard unready.map(\.name) == [container.name],
            let condition = condition("ContainersReady") ?? condition("Ready"),
            !condition.isTrue
        else { return nil }
        return condition.changedAt
    }
}
