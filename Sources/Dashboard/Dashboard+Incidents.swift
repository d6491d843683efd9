import ClusterModel
import Diagnosis
import Endpoints
import TerminalUI
import Wording

extension Dashboard {
    /// The incidents of this session, the oldest first.
    package var incidents: [Incident] { log.incidents }

    /// Hurries while an incident is open and calms down after.
    mutating func followPace() {
        let pace: PollPace = isHurried || log.wantsHaste(at: live.now) ? .urgent : .calm
        if pace != watch.pace { watch.pace = pace }
    }

    /// Asks to save a report of every incident that the screen lists.
    mutating func saveReports() -> [Effect] {
        guard options.savesReports else {
            notice = language("reports are saved when nines was started with --report-folder DIR")
            return []
        }
        let shown = visibleIncidents
        if shown.isEmpty { notice = language("there is no incident to report") }
        return shown.map { .saveReport($0, cluster: picture.snapshot.displayName) }
    }

    /// Incidents that pass the filter, the newest first; one that is open always does.
    var visibleIncidents: [Incident] {
        picture.incidents.reversed().filter { incident in
            incident.isOpen
                || matchesFilter([language(incident.phrase), incident.formerLeader?.text, incident.newLeader?.text])
        }
    }

    /// The phases of the incident that is going on, in as few lines as they need; they take the place of the trend.
    func drawIncident(in body: inout Rect, on buffer: inout CellBuffer) {
        if let banner { return drawBanner(banner, in: &body, on: &buffer) }
        guard let incident = picture.shownIncident, body.rows > 1 else { return }
        let most = max(1, min(4, body.rows - 3))
        let lines = IncidentStrip.lines(incident, now: picture.now, columns: body.columns, atMost: most, in: language)
        let clock = incident.length(at: picture.now).clock
        drawSection(
            "\(language(incident.phrase)) \(clock)",
            lines,
            rows: min(lines.count, most),
            in: &body,
            on: &buffer
        )
    }
}

extension Picture {
    /// How long a closed incident stays on the overview, with its measured outage.
    private static let closedStays = Duration.seconds(60)

    /// The incident to show on the overview: the open one, or the one that was closed a moment ago.
    var shownIncident: Incident? {
        guard let latest = incidents.last else { return nil }
        guard let closedAt = latest.closedAt else { return latest }
        return now < closedAt + Self.closedStays ? latest : nil
    }
}
