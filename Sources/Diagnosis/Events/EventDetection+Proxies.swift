import ClusterModel
import Wording

extension EventDetection {
    func proxyEvents() -> [Event] {
        new.proxies.flatMap { after -> [Event] in
            guard let before = old.proxies.first(where: { $0.address == after.address }) else { return [] }
            return reachability(before, after) + restart(before, after) + routes(before, after)
        }
    }

    func probeEvents() -> [Event] {
        new.probes.compactMap { after in
            guard let before = old.probes.first(where: { $0.address == after.address }) else { return nil }
            let subject = after.address.description
            if before.answer.currentValue != nil, let failure = after.answer.failure {
                return event(.probeLost, .critical, subject, "clients get no database at \(subject): \(failure.reason)")
            }
            if before.answer.failure != nil, after.answer.currentValue != nil {
                return event(.probeReturned, .notice, subject, "clients reach a database at \(subject) again")
            }
            return nil
        }
    }

    private func reachability(_ before: Proxy, _ after: Proxy) -> [Event] {
        if before.statistics.currentValue != nil, let failure = after.statistics.failure {
            return [event(.proxyLost, .warning, after.name, "proxy \(after.name): \(failure.reason)")]
        }
        if before.statistics.failure != nil, after.statistics.currentValue != nil {
            return [event(.proxyReturned, .notice, after.name, "proxy \(after.name) answers again")]
        }
        return []
    }

    private func restart(_ before: Proxy, _ after: Proxy) -> [Event] {
        guard let reset = after.countersResetAt, reset != before.countersResetAt else { return [] }
        return [event(.proxyRestarted, .notice, after.name, "proxy \(after.name) restarted: its counters went back")]
    }

    private func routes(_ before: Proxy, _ after: Proxy) -> [Event] {
        guard before.statistics.value != nil, after.statistics.currentValue != nil else { return [] }
        return after.routes.compactMap { route in
            guard
                let earlier = before.routes.first(where: {
                    $0.backend == route.backend && $0.server.name == route.server.name
                }), earlier.server.status.takesTraffic != route.server.status.takesTraffic
            else { return nil }
            let member = route.member.map { " (\($0))" } ?? ""
            let check = route.server.check.map { " \($0.summary)" } ?? ""
            let text: Phrase =
                "proxy \(after.name): \(route.server.name)\(member) \(earlier.server.status) → \(route.server.status)\(check)"
            return event(.routeChanged, .warning, after.name, text)
        }
    }
}
