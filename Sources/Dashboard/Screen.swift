import ClusterModel
import Wording

/// Where the user is.
package enum Screen: Hashable, Sendable {
    case overview
    case member(MemberName)
    case proxies
    case events
    case history
    case incidents
    case pods
    /// The log of a container of this pod.
    case log(PodName)
    case help

    var scope: KeyBinding.Scope {
        switch self {
        case .overview: .overview
        case .events: .events
        case .incidents: .incidents
        case .member: .member
        case .pods: .pods
        case .log: .log
        case .proxies, .history, .help: .beyondOverview
        }
    }

    /// The words in the bar.
    var title: Phrase? {
        switch self {
        case .overview: nil
        case .member(let name): Phrase(verbatim: name.text)
        case .proxies: "proxies"
        case .events: "events"
        case .history: "history and configuration"
        case .incidents: "incidents"
        case .pods: "pods"
        case .log(let pod): "log of \(pod.name)"
        case .help: "help"
        }
    }
}
