import ClusterModel

/// The pods as last read, with every change since; in order of their names, and bounded in number.
struct PodShelf: Equatable {
    private(set) var pods: [Pod] = []
    /// The version of what is here, from which a watch goes on; nil before the first reading.
    private(set) var version: String?
    /// When each pod was first seen in the state it is in.
    private(set) var changedAt: [PodName: Timestamp] = [:]
    /// Those that were left out, being too many; in number as far as the shelf itself.
    private var omittedPods: Set<PodName> = []
    /// Pods that were left out of the last reading, beyond those known by name.
    private var omittedOthers = 0
    /// Pods that were left out, being too many.
    var omitted: Int { omittedPods.count + omittedOthers }
    /// Counts changes of where pods are and what they lead to: whatever is made from that is made anew only then.
    private(set) var edition = 0

    func pod(_ id: PodName) -> Pod? { index(of: id).map { pods[$0] } }

    /// Takes a whole reading over; answers the pods that are new, gone or noticeably different.
    mutating func replace(with read: [Pod], version: String, at now: Timestamp) -> Set<PodName> {
        let before = Dictionary(pods.map { ($0.id, $0) }) { first, _ in first }
        var after: [PodName: Pod] = [:]
        for pod in read { after[pod.id] = pod }
        let sorted = after.values.sorted { $0.id < $1.id }
        pods = Array(sorted.prefix(DecodingLimit.pods))
        omittedPods = Set(sorted.dropFirst(DecodingLimit.pods).prefix(DecodingLimit.pods).map(\.id))
        omittedOthers = max(0, sorted.count - 2 * DecodingLimit.pods)
        self.version = version
        edition += 1
        var changed: Set<PodName> = Set(before.keys).subtracting(after.keys)
        var times: [PodName: Timestamp] = [:]
        for pod in pods {
            let old = before[pod.id]
            if old?.resembles(pod) != true { changed.insert(pod.id) }
            times[pod.id] = old?.looksTheSame(as: pod) == true ? changedAt[pod.id] ?? now : now
        }
        changedAt = times
        return changed
    }

    /// Takes one pod over that was added or changed; answers whether it is noticeably different.
    mutating func put(_ pod: Pod, at now: Timestamp) -> Bool {
        version = pod.resourceVersion.isEmpty ? version : pod.resourceVersion
        guard let place = index(of: pod.id) else {
            guard pods.count < DecodingLimit.pods else {
                if omittedPods.count < DecodingLimit.pods { omittedPods.insert(pod.id) }
                return false
            }
            omittedPods.remove(pod.id)
            edition += 1
            pods.insert(pod, at: pods.insertionPlace(of: pod.id))
            changedAt[pod.id] = now
            return true
        }
        let old = pods[place]
        pods[place] = pod
        if !old.leadsTheSameWay(as: pod) { edition += 1 }
        if !old.looksTheSame(as: pod) { changedAt[pod.id] = now }
        return !old.resembles(pod)
    }

    /// Takes a pod away, unless another of the same name has come already; answers whether it was there.
    mutating func remove(_ pod: Pod) -> Bool {
        version = pod.resourceVersion.isEmpty ? version : pod.resourceVersion
        omittedPods.remove(pod.id)
        guard let place = index(of: pod.id), pods[place].uid == pod.uid else { return false }
        pods.remove(at: place)
        changedAt[pod.id] = nil
        edition += 1
        return true
    }

    /// Everything up to this version is here.
    mutating func advance(to version: String) { self.version = version }

    mutating func clockWasSetBack(to now: Timestamp) {
        changedAt = changedAt.mapValues { min($0, now) }
    }

    private func index(of id: PodName) -> Int? { pods.place(of: id) }
}

extension Pod {
    /// Nothing changed that a member in it would know more about.
    fileprivate func resembles(_ other: Pod) -> Bool {
        uid == other.uid && status == other.status && readyContainers == other.readyContainers
            && restarts == other.restarts && podIPs == other.podIPs && isTerminating == other.isTerminating
    }

    /// Nothing changed of where it is, who chooses it and what answers there.
    fileprivate func leadsTheSameWay(as other: Pod) -> Bool {
        uid == other.uid && podIPs == other.podIPs && labels == other.labels && isFinished == other.isFinished
            && isTerminating == other.isTerminating && containers.map(\.kind) == other.containers.map(\.kind)
            && containers.map(\.ports) == other.containers.map(\.ports)
    }

    /// The row of a table that people look at says the same.
    fileprivate func looksTheSame(as other: Pod) -> Bool {
        uid == other.uid && status == other.status && readyContainers == other.readyContainers
            && restarts == other.restarts && isReady == other.isReady
    }
}
