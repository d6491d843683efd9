import ClusterModel

/// The cells of a pod's row, as the API server prints them (`pkg/printers/internalversion/printers.go printPod`),
/// reduced to pods of one container.
extension SimulatedPod {
    /// Name, Ready, Status, Restarts, Age, IP, Node, Nominated Node, Readiness Gates.
    package func cells(at now: Timestamp) -> [String] {
        [
            name, "\(readyContainers)/1", statusText, restartsText(at: now),
            KubernetesAge.text(now - createdAt), address ?? "<none>", node ?? "<none>", "<none>", "<none>",
        ]
    }

    private var readyContainers: Int { container.map { $0.isReady && $0.isRunning } == true ? 1 : 0 }

    private var statusText: String {
        var text = reason ?? phase.rawValue
        switch container?.state {
        case .waiting(let reason, _)?: text = reason
        case .terminated(let ending)?: text = ending.reason
        case .running?, nil: break
        }
        guard deletionTimestamp != nil, phase != .failed else { return text }
        return reason == "NodeLost" ? "Unknown" : "Terminating"
    }

    private func restartsText(at now: Timestamp) -> String {
        let restarts = container?.restarts ?? 0
        guard restarts > 0, let ending = container?.lastEnding else { return String(restarts) }
        return "\(restarts) (\(KubernetesAge.text(now - ending.finishedAt)) ago)"
    }
}

/// A span as kubectl prints ages (apimachinery `util/duration HumanDuration`).
enum KubernetesAge {
    static func text(_ span: Duration) -> String {
        let seconds = span.components.seconds
        if seconds < -1 { return "<invalid>" }
        if seconds < 0 { return "0s" }
        if seconds < 120 { return "\(seconds)s" }
        let minutes = seconds / 60
        if minutes < 10 { return parts(minutes, "m", seconds % 60, "s") }
        if minutes < 180 { return "\(minutes)m" }
        let hours = minutes / 60
        if hours < 8 { return parts(hours, "h", minutes % 60, "m") }
        if hours < 48 { return "\(hours)h" }
        let days = hours / 24
        if days < 8 { return parts(days, "d", hours % 24, "h") }
        if days < 730 { return "\(days)d" }
        let years = days / 365
        return years < 8 ? parts(years, "y", days % 365, "d") : "\(years)y"
    }

    private static func parts(_ large: Int64, _ unit: String, _ small: Int64, _ smallUnit: String) -> String {
        small == 0 ? "\(large)\(unit)" : "\(large)\(unit)\(small)\(smallUnit)"
    }
}
