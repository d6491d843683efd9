extension ClusterSnapshot {
    /// Proxies whose statistics are being read now and that have a backend for writes.
    package var writeProxies: [Proxy] {
        proxies.filter { $0.statistics.currentValue != nil && !$0.writeRoutes.isEmpty }
    }

    /// Proxies that send new write sessions to `member`, and to nobody else.
    package func proxies(sendingWritesOnlyTo member: MemberName) -> [Proxy] {
        writeProxies.filter { $0.writeTargets == [member] }
    }

    /// Proxies that send new write sessions to `member`.
    package func proxies(sendingWritesTo member: MemberName) -> [Proxy] {
        writeProxies.filter { $0.writeTargets.contains(member) }
    }
}

extension Proxy {
    /// Routes of backends whose check lets only the primary through.
    package var writeRoutes: [Route] { routes.filter { $0.backendKind == .primaryOnly } }

    /// Members that new write sessions are sent to; servers that match no member are left out.
    package var writeTargets: Set<MemberName> {
        Set(writeRoutes.filter { $0.server.status.takesTraffic }.compactMap(\.member))
    }

    /// Host and port, as people name a proxy.
    package var name: String { address.authority }
}
