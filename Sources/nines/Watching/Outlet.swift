import Dashboard

/// Carries out what a program asks for beyond what every dashboard may.
protocol Outlet<Running>: AnyObject {
    associatedtype Running: Program

    /// Does it, or says which of the dashboard's own effects it is; `told` is what the program is to hear of it at once.
    func perform(_ effect: Running.Effect) -> (own: Dashboard.Effect?, told: [Running.Message])

    /// What came since the last wait.
    func arrivals() -> [Running.Message]
}

/// For the dashboard alone, whose effects are all its own: there is nothing here that could send.
final class WatchingOutlet: Outlet {
    typealias Running = Dashboard

    func perform(_ effect: Dashboard.Effect) -> (own: Dashboard.Effect?, told: [Dashboard.Message]) { (effect, []) }

    func arrivals() -> [Dashboard.Message] { [] }
}
