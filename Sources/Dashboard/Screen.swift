import ClusterModel

/// Where the user is.
package enum Screen: Hashable, Sendable {
    case overview
    case member(MemberName)
    case proxies
    case events
    case history
    case incidents
    case help

    var scope: KeyBinding.Scope {
        switch self {
        case .overview: .overview
        case .member, .proxies, .events, .history, .help: .beyondOverview
        case .incidents: .incidents
        }
    }

    /// The words in the bar.
    var title: String? {
        switch self {
        case .overview: nil
        case .member(let name): name.text
        case .proxies: "proxies"
        case .events: "events"
        case .history: "history and configuration"
        case .incidents: "incidents"
        case .help: "help"
        }
    }
}
