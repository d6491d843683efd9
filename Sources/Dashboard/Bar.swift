import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI
import Wording

/// The bar at the top: cluster, verdict, clock and badges, on one line or on two.
struct Bar {
    let rows: [StyledText]

    init(left: StyledText, verdict: StyledText, right: StyledText, columns: Int) {
        let gap = columns - left.columns - verdict.columns - right.columns
        if gap >= 2 {
            let before = String(repeating: " ", count: gap / 2)
            let after = String(repeating: " ", count: gap - gap / 2)
            rows = [left + StyledText(before) + verdict + StyledText(after) + right]
        } else {
            let space = max(1, columns - left.columns - right.columns)
            let top = left.clipped(to: max(0, columns - right.columns - 1))
            let padding = String(repeating: " ", count: max(1, min(space, columns - top.columns - right.columns)))
            rows = [top + StyledText(padding) + right, StyledText(" ") + verdict.clipped(to: columns - 2)]
        }
    }
}

extension Dashboard {
    var bar: Bar {
        Bar(left: barLeft, verdict: verdictText, right: barRight, columns: size.columns)
    }

    /// Below this width badges shrink to their initials, so that the cluster's name stays whole.
    private static let briefBelow = 60

    private var barLeft: StyledText {
        var left = StyledText(" nines", .title) + StyledText("  \(picture.snapshot.name ?? "…")", .accent)
        if let frame = options.frame {
            left += StyledText(" ") + StyledText(" \(options.label ?? language("production")) ", frame)
        } else if let label = options.label {
            left.append(" (\(label))", .muted)
        }
        if let title = screenAbove ?? screen.title { left.append(" · " + language(title), .text) }
        return left
    }

    private var verdictText: StyledText {
        let (headline, detail) = picture.verdict.text(at: picture.now, in: language)
        let level = picture.verdict.level
        var text = StyledText("\(level.symbol) \(headline)", level.style)
        if let worse = level.surpassed(by: picture.findings) {
            text.append(" \(worse.severity.symbol) \(worse.count)", worse.severity.style)
        }
        return text + StyledText("  \(detail)", .text)
    }

    /// The interval that the user chose, and the present one while an incident makes it shorter; a recording's speed.
    private var intervalText: String {
        if let speed = playback?.speedText { return speed }
        func text(_ span: Duration) -> String { span < .seconds(1) ? span.briefLatency : span.brief }
        let (chosen, present) = (watch.interval, watch.presentInterval)
        let isShort = chosen == present || size.columns < Self.briefBelow
        return isShort ? text(present) : language("\(text(chosen)), now \(text(present))")
    }

    /// The first letters of a badge of several words, where there is little space.
    private func brief(_ badge: String) -> String {
        let badge = language(Phrase(badge))
        let words = badge.split(separator: " ")
        return size.columns < Self.briefBelow && words.count > 1 ? String(words.compactMap(\.first)) : badge
    }

    private var barRight: StyledText {
        let clock = CivilTime(picture.now, offsetSeconds: options.utcOffsetSeconds).clock
        var right = StyledText(runs: [])
        if frozen != nil { right += StyledText("[" + language("FROZEN") + "]", .warning) + " " }
        if let state = playback?.stateBadge { right += StyledText("[" + language(state) + "]", .warning) + " " }
        if isRecording { right += StyledText("[" + language("RECORDING") + "]", .badge) + " " }
        for badge in options.badges { right += StyledText("[\(brief(badge))]", .badge) + " " }
        return right + StyledText("\(intervalText)  ", .muted) + StyledText("\(clock) ", .text)
    }
}

extension Verdict.Level {
    var style: StyleRole {
        switch self {
        case .ok: .good
        case .warning: .warning
        case .critical: .critical
        case .unknown: .notice
        }
    }
}
