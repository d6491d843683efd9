import ClusterModel
import TerminalUI

/// The curves of one member: lag several rows high, latency of its agent in one, and in numbers what they amount to.
enum TrendLines {
    /// Rows of the lag's chart.
    private static let chartRows = 4
    private static let labelWidth = 20
    /// What a full bar of latency means at least, in milliseconds: quicker answers differ by noise.
    private static let fullLatency = 20.0

    static func present(_ member: Member, _ picture: Picture, columns: Int) -> [StyledText] {
        lag(member, picture, columns) + latency(member, picture, columns)
    }

    private static func lag(_ member: Member, _ picture: Picture, _ columns: Int) -> [StyledText] {
        guard let series = picture.trends.lag(of: member.name), let summary = series.summary else {
            let text = member.role?.leads == true ? "the leader does not lag" : "not measured yet"
            return ["", SectionTitle.text("lag", columns: columns), StyledText(text, .muted)]
        }
        let span = series.fittingSpan(at: picture.now)
        let width = max(10, columns - 1)
        let samples = series.highest(over: span, buckets: width, until: picture.now)
        let scale = Trends.scale(samples)
        let title = "lag, last \(span.brief), full height \(bytes(scale))"
        let rate = Int64(min(abs(summary.perSecond), 1e15))
        let direction = rate == 0 ? "steady" : "\(summary.perSecond > 0 ? "rises" : "falls") \(rate.briefBytes)/s"
        let words = "peak \(bytes(summary.peak)), mean \(bytes(summary.mean)), \(direction)"
        return ["", SectionTitle.text(title, columns: columns)]
            + Sparkline.chart(samples.sinceFirstKnown, columns: width, rows: chartRows, maximum: scale).map {
                StyledText($0, .trend)
            }
            + [StyledText(words, .muted)]
    }

    private static func latency(_ member: Member, _ picture: Picture, _ columns: Int) -> [StyledText] {
        guard let address = member.agent?.address, let series = picture.trends.latencySeries(of: address),
            let summary = series.summary
        else { return [] }
        let words = "peak \(milliseconds(summary.peak)), mean \(milliseconds(summary.mean))"
        return [row("agent's latency", series, words, picture.now, columns, floor: fullLatency)]
    }

    /// The sessions of one server in one row; nothing before two answers of its proxy, or where nobody was.
    static func sessions(_ key: Trends.ServerKey, _ picture: Picture, columns: Int) -> StyledText? {
        guard let series = picture.trends.sessions(of: key), let summary = series.summary, summary.peak > 0
        else { return nil }
        let words = "peak \(whole(summary.peak)) sessions, mean \(whole(summary.mean))"
        return row("  sessions", series, words, picture.now, columns, floor: 1)
    }

    private static func row(
        _ label: String,
        _ series: Series,
        _ words: String,
        _ now: Timestamp,
        _ columns: Int,
        floor: Double
    ) -> StyledText {
        let width = max(10, columns - labelWidth - words.columns - 4)
        let samples = series.highest(over: series.fittingSpan(at: now), buckets: width, until: now)
        return StyledText(label.padded(to: labelWidth), .label)
            + StyledText(
                Sparkline.text(
                    samples.sinceFirstKnown,
                    columns: width,
                    maximum: max(floor, samples.compactMap(\.self).max() ?? 0)
                ),
                .trend
            ) + StyledText("  \(words)", .muted)
    }

    private static func bytes(_ value: Double) -> String { whole(value).briefBytes }

    /// Counters come from outside: the largest of them, made a `Double`, fits no `Int64` any more.
    private static func whole(_ value: Double) -> Int64 { Int64(min(max(value, 0), 9e18).rounded()) }

    private static func milliseconds(_ value: Double) -> String {
        Duration.milliseconds(Int64(min(max(value, 0), 1e12).rounded())).briefLatency
    }
}

extension [Double?] {
    /// Without the unknown times before anything was known, which are drawn blank.
    fileprivate var sinceFirstKnown: [Double?] { Array(drop { $0 == nil }) }
}
