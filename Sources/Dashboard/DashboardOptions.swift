import ClusterModel
import Endpoints

/// What the composition root decided before the dashboard starts.
package struct DashboardOptions: Sendable {
    package var plan: WatchPlan
    /// Local time minus UTC, in seconds.
    package var utcOffsetSeconds: Int
    /// Names of the themes to go through, the first one in use.
    package var themes: [String]
    /// Always visible in the bar, for instance `INSECURE TLS`.
    package var badges: [String]

    package init(plan: WatchPlan, utcOffsetSeconds: Int = 0, themes: [String] = [], badges: [String] = []) {
        self.plan = plan
        self.utcOffsetSeconds = utcOffsetSeconds
        self.themes = themes
        self.badges = badges
    }
}
