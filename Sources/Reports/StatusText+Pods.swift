import ClusterModel
import TerminalUI
import Wording

extension StatusText {
    /// The pods as `kubectl get pods` prints them, with the member that lives in each; and why they are not known, or not any more.
    static func pods(_ kubernetes: KubernetesView, width: Width, at now: Timestamp, in language: Language) -> [String] {
        var lines = table((kubernetes.pods.value ?? []).map { cells(of: $0, kubernetes, at: now) }, width, language)
        if kubernetes.pods.value?.isEmpty == true, kubernetes.others.isEmpty {
            lines = [language("no pods in \(kubernetes.place)")]
        }
        if let failure = kubernetes.pods.failure?.reason {
            lines.append(language("pods of \(kubernetes.server.authority)  \(failure)"))
        }
        return lines
    }

    private static let headers = [
        "NAME", "READY", "STATUS", "RESTARTS", "AGE", "MEMBER", "IP", "NODE", "NOMINATED NODE", "READINESS GATES",
    ]

    private static func cells(of pod: Pod, _ kubernetes: KubernetesView, at now: Timestamp) -> [String] {
        [
            pod.name, pod.readyCell, pod.status, pod.restartsCell(at: now), pod.ageCell(at: now),
            kubernetes.member(in: pod.id)?.text ?? "–", pod.ipCell, pod.nodeCell, pod.nominatedNodeCell,
            pod.readinessGatesCell,
        ]
    }

    private static func table(_ rows: [[String]], _ width: Width, _ language: Language) -> [String] {
        guard !rows.isEmpty else { return [] }
        let count =
            switch width {
            case .table: 8
            case .wide: headers.count
            }
        let all = ([headers.map { language(Phrase($0)) }] + rows).map { $0.prefix(count) }
        let widths = (0..<count).map { column in all.map { $0[column].columns }.max() ?? 0 }
        return all.map { row in zip(row, widths).map { $0.padded(to: $1) }.joined(separator: "   ") }
    }
}
