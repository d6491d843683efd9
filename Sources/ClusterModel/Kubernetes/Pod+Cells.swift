/// The cells that `kubectl get pods -o wide` prints (kubernetes `pkg/printers/internalversion/printers.go printPod`).
extension Pod {
    package var readyCell: String { "\(readyContainers)/\(totalContainers)" }

    /// `1 (23h ago)`; without the time where nobody knows it.
    package func restartsCell(at now: Timestamp) -> String {
        guard restarts != 0, let lastRestartAt else { return "\(restarts)" }
        return "\(restarts) (\((now - lastRestartAt).human) ago)"
    }

    package func ageCell(at now: Timestamp) -> String { createdAt.map { (now - $0).human } ?? "<unknown>" }

    package var ipCell: String { podIPs.first ?? Self.none }

    package var nodeCell: String { nodeName ?? Self.none }

    package var nominatedNodeCell: String { nominatedNode ?? Self.none }

    /// How many of the gates are passed: `1/2`.
    package var readinessGatesCell: String {
        readinessGates.isEmpty ? Self.none : "\(readinessGates.count { $0.isTrue })/\(readinessGates.count)"
    }

    private static let none = "<none>"
}
