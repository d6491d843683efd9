import ClusterModel

/// How Kubernetes spells moments.
extension Timestamp {
    /// `2026-11-22T15:06:30Z`, in every object.
    var kubernetesText: String {
        let civil = CivilTime(self)
        return "\(civil.date)T\(civil.clock)Z"
    }

    /// `2026-11-22T15:08:28.125000000Z`, before a line of a log.
    var kubernetesLogText: String {
        let milliseconds = String(CivilTime(self).millisecond)
        let padded = String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
        return "\(kubernetesText.dropLast()).\(padded)000000Z"
    }
}
