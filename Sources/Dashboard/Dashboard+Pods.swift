import ClusterModel
import Endpoints
import TerminalUI
import Wording

/// The list of pods: kubectl's table above, the selected pod below.
extension Dashboard {
    /// Pods that pass the filter, in kubectl's order, those of proxies that were found besides at the end.
    var visiblePods: [Pod] { siftedPods.shown }

    private var siftedPods: Sifted<Pod> {
        guard let kubernetes = picture.snapshot.kubernetes else { return Sifted(shown: [], hidden: 0) }
        let chosen = kubernetes.pods.value ?? []
        let pods = kubernetes.neighbours.isEmpty ? chosen : chosen + kubernetes.neighbours
        return sift(pods) { pod in
            let resident = kubernetes.member(in: pod.id)?.text
            return matchesFilter([pod.name, pod.status, pod.nodeName, pod.podIPs.first, resident])
                || isCritical([pod.name, resident])
        }
    }

    /// The pod that the list's cursor is on; it follows the pod, not the line.
    var selectedPod: Pod? {
        let pods = visiblePods
        return Self.selected(podSelection, among: pods).map { pods[$0] }
    }

    private static func selected(_ pod: PodName?, among pods: [Pod]) -> Int? {
        // Neighbours at the end are in no order with the others.
        pods.isEmpty
            ? nil : pod.flatMap { wanted in pods.place(of: wanted) ?? pods.firstIndex { $0.id == wanted } } ?? 0
    }

    mutating func movePodSelection(by steps: Int) {
        let pods = visiblePods
        guard let index = Self.selected(podSelection, among: pods) else { return }
        podSelection = pods[min(max(0, index + steps), pods.count - 1)].id
    }

    /// The pod of which more than its row is shown.
    var podInView: PodName? {
        switch screen {
        case .pods: selectedPod?.id
        case .member(let name): picture.snapshot.kubernetes?.join(of: name)?.pod
        case .overview, .proxies, .events, .history, .incidents, .help, .log: nil
        }
    }

    func drawPods(in rect: Rect, on buffer: inout CellBuffer) {
        var body = rect
        guard let kubernetes = picture.snapshot.kubernetes else {
            let text = language("No pods are watched: start nines with --kubernetes, as kubectl is configured.")
            buffer.write(StyledText(text, .muted).clipped(to: body.columns), column: 0, row: body.row, surface: .screen)
            return
        }
        let head = body.takeTop(1)
        let sifted = siftedPods
        let hidden = sifted.shown.isEmpty ? [] : hiddenLines(sifted.hidden)
        // First, because the end of a long heading is cut.
        let heading = hidden.reduce(StyledText("")) { $0 + " " + $1 + " " } + podHeading(kubernetes)
        buffer.write(heading.clipped(to: head.columns), column: 0, row: head.row, surface: .screen)
        let pods = sifted.shown
        guard let selected = Self.selected(podSelection, among: pods) else {
            let text = sifted.hidden == 0 ? noPodsText(kubernetes) : language("No pod matches the filter.")
            let lines = [StyledText(text, .muted)] + hiddenLines(sifted.hidden)
            for (index, line) in lines.prefix(body.rows).enumerated() {
                buffer.write(line.clipped(to: body.columns), column: 0, row: body.row + index, surface: .screen)
            }
            return
        }
        let shown = min(pods.count, max(3, (body.rows - 2) / 2), max(1, body.rows - 1))
        drawPodTable(pods, selected: selected, in: body.takeTop(shown + 1), on: &buffer)
        let details = PodDetail.present(
            pods[selected],
            in: picture,
            columns: rect.columns,
            utcOffsetSeconds: options.utcOffsetSeconds,
            in: language
        )
        let isStale = kubernetes.pods.currentValue == nil
        let shownDetails = isStale ? details.map { $0.dimmed() } : details
        drawSection(pods[selected].name, shownDetails, rows: body.rows - 1, in: &body, on: &buffer)
    }

    private func drawPodTable(_ pods: [Pod], selected: Int, in rect: Rect, on buffer: inout CellBuffer) {
        var place = rect
        let gutter = place.takeLeft(1)
        let visible = max(1, place.rows - 1)
        let first = max(0, min(selected - visible / 2, pods.count - visible))
        // Of thousands only those in sight are laid out.
        let rows = pods[first..<min(pods.count, first + visible)].map { PodRow($0, in: picture, language) }
        Table(columns: PodColumns.all.map { $0.titled(in: language) }).draw(
            rows: rows,
            selected: selected - first,
            firstVisible: 0,
            in: place,
            on: &buffer
        )
        drawNote(more: pods.count - visible, in: rect, on: &buffer)
        let mark = gutter.row + 1 + selected - first
        buffer.write("▸", column: 0, row: mark, style: Style(role: .accent, surface: .selection))
    }

    /// Which pods these are, how they are known, and which way what is in them is read.
    private func podHeading(_ kubernetes: KubernetesView) -> StyledText {
        let place = [kubernetes.namespace ?? language("all namespaces"), kubernetes.selector].compactMap { $0 }
        var text = StyledText(" \(place.joined(separator: " · "))", .accent)
        text.append("  \(kubernetes.server.authority)", .link)
        if let failure = kubernetes.pods.failure {
            text.append("  ✖ " + language(failure.reason.phrase(since: failure.since, at: picture.now)), .critical)
            if let at = kubernetes.pods.learntAt {
                text.append(language(", last heard \((picture.now - at).brief) ago"), .warning)
            }
        } else {
            switch kubernetes.watch {
            case .standing:
                text.append("  ● " + language("watched"), .good)
                if let at = kubernetes.pods.learntAt { text += silence(since: at) }
            case .connecting: text.append("  ○ " + language("connecting"), .muted)
            case .broken(let reason, let since):
                let words = language("not watched for \((picture.now - since).brief): \(reason)")
                text.append("  ▲ " + words, .warning)
            }
        }
        let isProxied = kubernetes.isReadThroughServer
        text.append("  " + language(isProxied ? "agents through the API server" : "agents directly"), .muted)
        if kubernetes.omittedPods > 0 {
            text.append("  " + language("\(kubernetes.omittedPods) pods left out"), .warning)
        }
        return text
    }

    /// How long nothing was heard; longer than a watch lives is longer than a healthy server is silent.
    private func silence(since heardAt: Timestamp) -> StyledText {
        let span = picture.now - heardAt
        guard span >= .seconds(5) else { return StyledText(runs: []) }
        let isOdd = span > .seconds(KubernetesQuestion.watchSeconds)
        return StyledText(language(", last heard \(span.brief) ago"), isOdd ? .warning : .muted)
    }

    private func noPodsText(_ kubernetes: KubernetesView) -> String {
        kubernetes.pods.value == nil ? "" : language("There are no such pods.")
    }
}
