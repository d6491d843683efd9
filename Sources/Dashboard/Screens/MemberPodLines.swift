import ClusterModel
import TerminalUI
import Wording

/// The pod that a member lives in, as its screen shows it.
enum MemberPodLines {
    static func present(_ name: MemberName, _ dashboard: Dashboard, columns: Int) -> [StyledText] {
        let picture = dashboard.picture
        let language = dashboard.language
        guard let kubernetes = picture.snapshot.kubernetes else { return [] }
        let title = ["", SectionTitle.text(language("pod"), columns: columns)]
        guard let pod = kubernetes.pod(of: name) else {
            let why: Phrase =
                kubernetes.pods.failure.map { "not known: \($0.reason)" } ?? "none of the pods is this member's"
            return title + [StyledText(language(why), .muted)]
        }
        let row = PodRow(pod, in: picture, language)
        let table = Table(columns: PodColumns.all.filter { $0.id != "member" }.map { $0.titled(in: language) }).lines(
            rows: [row],
            into: columns
        )
        var lines = title + [table.header] + table.rows
        if let failure = kubernetes.pods.failure {
            let words = language(failure.reason.phrase(since: failure.since, at: picture.now))
            let seen: Phrase = kubernetes.pods.learntAt.map { ", last heard \((picture.now - $0).brief) ago" } ?? ""
            lines.append(StyledText("✖ " + words + language(seen), .critical))
        }
        let details = PodDetail.present(
            pod,
            in: picture,
            columns: columns,
            utcOffsetSeconds: dashboard.options.utcOffsetSeconds,
            in: language
        )
        return lines + (row.isStale ? details.map { $0.dimmed() } : details)
    }
}
