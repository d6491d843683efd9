/// What a key can ask the dashboard to do.
package enum Command: Hashable, Sendable, CaseIterable {
    case quit, help, back, open
    case up, down, pageUp, pageDown, first, last
    case overview, proxies, events, history, incidents, pods, log
    case saveReports
    case previousLog, nextSpan, nextContainer
    case filter, clearFilter
    case freeze, refresh, faster, slower, toggleBell
    case nextTheme, repaint
}
