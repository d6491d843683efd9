import ClusterModel
import TerminalUI
import Wording

/// The curves of one member: lag several rows high, latency of its agent in one, and in numbers what they amount to.
struct TrendLines {
    /// Rows of the lag's chart.
    private static let chartRows = 4
    private static let labelWidth = 20
    /// What a full bar of latency means at least, in milliseconds: quicker answers differ by noise.
    private static let fullLatency = 20.0

    let picture: Picture
    let columns: Int
    let language: Language

    func present(_ member: Member) -> [StyledText] { lag(member) + latency(member) }

    private func lag(_ member: Member) -> [StyledText] {
        guard let series = picture.trends.lag(of: member.name), let summary = series.summary else {
            let text = StyledText(language(whyUnmeasured(member)), .muted)
            return ["", SectionTitle.text(language("lag"), columns: columns), text]
        }
        let span = series.fittingSpan(at: picture.now)
        let width = max(10, columns - 1)
        let samples = series.highest(over: span, buckets: width, until: picture.now)
        let scale = Trends.scale(samples)
        let title: Phrase = "lag, last \(span.brief), full height \(bytes(scale))"
        let present = isMeasured(member) ? direction(summary) : lastMeasured(series)
        let words: Phrase = "peak \(bytes(summary.peak)), mean \(bytes(summary.mean)), \(present)"
        return ["", SectionTitle.text(language(title), columns: columns)]
            + Sparkline.chart(samples.sinceFirstKnown, columns: width, rows: Self.chartRows, maximum: scale).map {
                StyledText($0, .trend)
            }
            + [StyledText(language(words), .muted)]
    }

    /// Whether the lag is known now: else what was measured is of the past.
    private func isMeasured(_ member: Member) -> Bool {
        guard !member.isGone else { return false }
        return (picture.snapshot.measuredLagBytes(of: member) ?? member.listed.currentValue?.lag?.bytes) != nil
    }

    private func whyUnmeasured(_ member: Member) -> Phrase {
        if member.isGone { return "not measured: \(member.name) is gone" }
        if picture.snapshot.listing.value != nil, picture.snapshot.listing.currentValue == nil {
            return "not measured: nobody lists the cluster now"
        }
        guard member.role?.leads == true else { return "not measured yet" }
        let isContradicted = member.agent?.report.currentValue?.role.leads == false
        return isContradicted
            ? "not measured: listed as leader, but its own agent denies it" : "the leader does not lag"
    }

    private func direction(_ summary: Series.Summary) -> Phrase {
        let rate = Int64(min(abs(summary.perSecond), 1e15))
        guard rate > 0 else { return "steady" }
        return summary.perSecond > 0 ? "rises \(rate.briefBytes)/s" : "falls \(rate.briefBytes)/s"
    }

    private func lastMeasured(_ series: Series) -> Phrase {
        series.lastMeasuredAt.map { "last measured \((picture.now - $0).brief) ago" } ?? "not measured now"
    }

    private func latency(_ member: Member) -> [StyledText] {
        guard let agent = member.agent, let series = picture.trends.latencySeries(of: agent.address),
            let summary = series.summary
        else { return [] }
        let (peak, mean) = (milliseconds(summary.peak), milliseconds(summary.mean))
        let words: Phrase =
            agent.report.failure == nil
            ? "peak \(peak), mean \(mean)" : "peak \(peak), mean \(mean), \(lastMeasured(series))"
        return [row("agent's latency", series, words, floor: Self.fullLatency)]
    }

    /// The sessions of one server in one row; nothing before two answers of its proxy, or where nobody was.
    func sessions(_ key: Trends.ServerKey) -> StyledText? {
        guard let series = picture.trends.sessions(of: key), let summary = series.summary, summary.peak > 0
        else { return nil }
        let words: Phrase = "peak \(whole(summary.peak)) sessions, mean \(whole(summary.mean))"
        return row("  sessions", series, words, floor: 1)
    }

    private func row(_ label: Phrase, _ series: Series, _ words: Phrase, floor: Double) -> StyledText {
        let now = picture.now
        let words = language(words)
        let width = max(10, columns - Self.labelWidth - words.columns - 4)
        let samples = series.highest(over: series.fittingSpan(at: now), buckets: width, until: now)
        return StyledText(language(label).padded(to: Self.labelWidth), .label)
            + StyledText(
                Sparkline.text(
                    samples.sinceFirstKnown,
                    columns: width,
                    maximum: max(floor, samples.compactMap(\.self).max() ?? 0)
                ),
                .trend
            ) + StyledText("  \(words)", .muted)
    }

    private func bytes(_ value: Double) -> String { whole(value).briefBytes }

    /// Counters come from outside: the largest of them, made a `Double`, fits no `Int64` any more.
    private func whole(_ value: Double) -> Int64 { Int64(min(max(value, 0), 9e18).rounded()) }

    private func milliseconds(_ value: Double) -> String {
        Duration.milliseconds(Int64(min(max(value, 0), 1e12).rounded())).briefLatency
    }
}

extension [Double?] {
    /// Without the unknown times before anything was known, which are drawn blank.
    fileprivate var sinceFirstKnown: [Double?] { Array(drop { $0 == nil }) }
}
