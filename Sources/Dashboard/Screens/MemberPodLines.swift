import ClusterModel
import TerminalUI

/// The pod that a member lives in, as its screen shows it.
enum MemberPodLines {
    static func present(_ name: MemberName, _ dashboard: Dashboard, columns: Int) -> [StyledText] {
        let picture = dashboard.picture
        guard let kubernetes = picture.snapshot.kubernetes else { return [] }
        let title = ["", SectionTitle.text("pod", columns: columns)]
        guard let pod = kubernetes.pod(of: name) else {
            let why = kubernetes.pods.failure.map { "not known: \($0.reason)" } ?? "none of the pods is this member's"
            return title + [StyledText(why, .muted)]
        }
        let row = PodRow(pod, in: picture)
        let table = Table(columns: PodColumns.all.filter { $0.id != "member" }).lines(rows: [row], into: columns)
        var lines = title + [table.header] + table.rows
        if let failure = kubernetes.pods.failure {
            lines.append(StyledText("✖ \(failure.reason) for \((picture.now - failure.since).brief)", .critical))
        }
        return lines
            + PodDetail.present(
                pod,
                in: picture,
                columns: columns,
                utcOffsetSeconds: dashboard.options.utcOffsetSeconds
            )
    }
}
