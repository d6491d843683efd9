import ClusterModel
import Diagnosis

extension StatusReport {
    /// The report of one snapshot with what was found in it.
    package init(_ snapshot: ClusterSnapshot, verdict: Diagnosis.Verdict, findings: [Diagnosis.Finding]) {
        let text = verdict.text(at: snapshot.takenAt, withClock: false)
        self.init(
            takenAt: CivilTime(snapshot.takenAt).iso8601,
            cluster: snapshot.name,
            verdict: Verdict(
                level: verdict.level.worsened(by: findings).rawValue,
                text: "\(text.headline) \(text.detail)"
            ),
            paused: snapshot.isListedOrReported ? snapshot.isPaused : nil,
            members: snapshot.members.map { Member($0, in: snapshot) },
            proxies: snapshot.proxies.map(Proxy.init),
            probes: snapshot.probes.map(Probe.init),
            pods: (snapshot.kubernetes?.pods.value ?? []).map { Pod($0, in: snapshot) },
            kubernetes: snapshot.kubernetes.map { Kubernetes($0, at: snapshot.takenAt) },
            dcs: DCS(
                reachable: snapshot.listing.currentValue != nil,
                failure: snapshot.listing.failure?.reason.description,
                store: snapshot.store.map { Store($0, at: snapshot.takenAt) }
            ),
            findings: findings.map {
                Finding(rule: $0.rule, severity: $0.severity.rawValue, subject: $0.subject, text: $0.text)
            }
        )
    }
}

extension StatusReport.Member {
    init(_ member: ClusterModel.Member, in snapshot: ClusterSnapshot) {
        let row = member.listed.value
        let routes = snapshot.writeProxies.flatMap { $0.writeRoutes.filter { $0.member == member.name } }
        self.init(
            name: member.name.text,
            role: member.role?.spelling,
            state: member.state?.spelling,
            host: row?.host,
            port: row?.port,
            timeline: member.timeline,
            lagBytes: row?.lag?.bytes,
            pendingRestart: member.isPendingRestart,
            tags: Dictionary(member.tags.map { ($0.name, $0.value) }) { first, _ in first },
            gone: member.isGone,
            api: StatusReport.API(member.agent),
            pod: snapshot.kubernetes?.join(of: member.name)?.pod.name,
            route: routes.isEmpty
                ? nil : StatusReport.Route(up: routes.count { $0.server.status.takesTraffic }, of: routes.count),
            seenAgeMs: member.seenAt.map { (snapshot.takenAt - $0).inMilliseconds }
        )
    }
}

extension StatusReport.API {
    init(_ agent: Agent?) {
        self.init(
            url: agent?.address.url,
            reachable: agent?.report.currentValue != nil,
            latencyMs: agent?.latency?.inMilliseconds,
            role: agent?.report.value?.role.spelling,
            state: agent?.report.value?.state.spelling,
            failure: agent?.report.failure?.reason.description
        )
    }
}

extension StatusReport.Proxy {
    init(_ proxy: ClusterModel.Proxy) {
        self.init(
            address: proxy.address.url,
            reachable: proxy.statistics.currentValue != nil,
            latencyMs: proxy.latency?.inMilliseconds,
            failure: proxy.statistics.failure?.reason.description,
            backends: (proxy.statistics.value?.backends ?? []).map { StatusReport.Backend($0, of: proxy) }
        )
    }
}

extension StatusReport.Backend {
    init(_ backend: ProxyBackend, of proxy: ClusterModel.Proxy) {
        let routes = proxy.routes.filter { $0.backend == backend.name }
        self.init(
            name: backend.name,
            kind: (routes.first?.backendKind ?? .unknown).rawValue,
            status: backend.status.spelling,
            servers: backend.servers.map { server in
                StatusReport.Server(
                    name: server.name,
                    status: server.status.spelling,
                    check: server.check?.summary,
                    sessions: server.sessions.current,
                    lastChangeSeconds: server.lastChangeSeconds,
                    member: routes.first { $0.server.name == server.name }?.member?.text
                )
            }
        )
    }
}

extension StatusReport.Probe {
    init(_ probe: ClusterModel.Probe) {
        self.init(
            address: probe.address.description,
            reachable: probe.answer.currentValue != nil,
            latencyMs: probe.latency?.inMilliseconds,
            failure: probe.answer.failure?.reason.description
        )
    }
}
