import ClusterModel
import Endpoints

extension SourceOptions {
    func open() throws -> OpenedSources {
        let plan = WatchPlan(
            agents: try agents.map(Self.agent), proxies: try proxies.map(Self.proxy), probes: try probes.map(Self.probe),
            interval: try pace.chosen() ?? .seconds(1))
        let access = Access(certificateAuthorityFile: cacert, clientCertificateFile: cert, clientKeyFile: key, isInsecure: insecure)
        return OpenedSources(cluster: OpenedCluster(plan: plan, agentAccess: access, proxyAccess: access))
    }
}
