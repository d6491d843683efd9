import ClusterModel
import Wording

extension EventDetection {
    /// Pods that an event is worth: ours, and with a label selector all that it names.
    private static let mostPods = 200

    /// What happened to pods, and to the way in which they are watched.
    func podEvents() -> [Event] {
        guard let before = old.kubernetes, let after = new.kubernetes else { return [] }
        return changes(before, after) + reachability(before, after)
    }

    private func changes(_ before: KubernetesView, _ after: KubernetesView) -> [Event] {
        guard let earlier = before.pods.value, let later = after.pods.currentValue, earlier != later else { return [] }
        let isSelection = after.selector != nil && max(earlier.count, later.count) <= Self.mostPods
        let ours = Set((before.memberPods + after.memberPods).map(\.pod))
            .union(before.proxyPods.values).union(after.proxyPods.values)
        // Of thousands of pods only ours are looked at, whatever happened to the others.
        let names = isSelection ? Set((earlier + later).map(\.id)) : ours
        var (events, goings): ([Event], [Event]) = ([], [])
        for name in names.sorted() {
            let was = earlier.place(of: name).map { earlier[$0] }
            let pod = later.place(of: name).map { later[$0] }
            if let was, let pod, was.uid == pod.uid {
                events += change(from: was, to: pod)
            } else if let pod {
                events.append(arrival(of: pod, from: earlier, to: later))
            } else if let was {
                let severity: Severity = was.isTerminating || was.isFinished ? .notice : .warning
                goings.append(event(.podGone, severity, subject(was), "\(title(was)) is gone"))
            }
        }
        return events + goings
    }

    /// A pod that has come: for another one of its owner that is gone or going, or by itself.
    private func arrival(of pod: Pod, from earlier: [Pod], to later: [Pod]) -> Event {
        let kin = { (other: Pod) in
            other.owner != nil && other.owner == pod.owner && other.namespace == pod.namespace && other.id != pod.id
        }
        let predecessor =
            earlier.place(of: pod.id).map { earlier[$0] }
            ?? earlier.first { was in kin(was) && later.place(of: was.id).map { later[$0].uid } != was.uid }
            ?? later.first { $0.isTerminating && kin($0) }
        guard let predecessor else {
            return event(.podAppeared, .notice, subject(pod), "\(title(pod)) appeared")
        }
        let resident = self.resident(of: predecessor) ?? self.resident(of: pod)
        let whose: Phrase = resident.map { " of \($0)" } ?? ""
        let text: Phrase =
            predecessor.name == pod.name
            ? "pod \(pod.name)\(whose) was replaced by another of its name"
            : "pod \(pod.name) replaces \(predecessor.name)\(whose)"
        return event(.podReplaced, .warning, resident ?? pod.name, text)
    }

    private func change(from before: Pod, to after: Pod) -> [Event] {
        var events: [Event] = []
        if after.restarts > before.restarts {
            let why: Phrase = after.lastEnd.map { ": \($0.phrase)" } ?? ""
            let text: Phrase = "\(title(after)) restarted (\(before.restarts) → \(after.restarts))\(why)"
            events.append(event(.podRestarted, .warning, subject(after), text))
        }
        if before.status != after.status {
            let isFine = ["Running", "Completed"].contains(after.status) || after.isProgressing
            let text: Phrase = "\(title(after)) \(before.status) → \(after.status)"
            events.append(event(.podStatusChanged, isFine ? .notice : .warning, subject(after), text))
        }
        return events
    }

    private func reachability(_ before: KubernetesView, _ after: KubernetesView) -> [Event] {
        let name = after.server.authority
        if before.pods.currentValue != nil, let failure = after.pods.failure {
            return [event(.kubernetesLost, .warning, name, "Kubernetes API server: \(failure.reason)")]
        }
        if before.pods.failure != nil, after.pods.currentValue != nil {
            return [event(.kubernetesReturned, .notice, name, "the Kubernetes API server answers again")]
        }
        return []
    }

    /// The member in a pod, as last known.
    private func resident(of pod: Pod) -> String? {
        (new.kubernetes?.member(in: pod.id) ?? old.kubernetes?.member(in: pod.id))?.text
    }

    private func subject(_ pod: Pod) -> String { resident(of: pod) ?? pod.name }

    private func title(_ pod: Pod) -> Phrase {
        resident(of: pod).map { "pod \(pod.name) of \($0)" } ?? "pod \(pod.name)"
    }
}

extension Pod {
    /// On its way up without anything having gone wrong.
    fileprivate var isProgressing: Bool {
        ["Pending", "ContainerCreating", "PodInitializing"].contains(status)
            || status.hasPrefix("Init:") && status.dropFirst(5).first?.isNumber == true
    }
}
