import ClusterModel
import TestSupport
import Testing

@testable import Endpoints

/// What pods and Services say of where agents and proxies answer.
struct PodDiscoveryTests {
    private func pod(
        _ name: String,
        _ ports: [ContainerPort],
        ip: String? = "10.0.0.1",
        labels: [String: String] = [:],
        phase: String = "Running"
    ) -> Pod {
        Pod(
            id: PodName(namespace: "platform", name: name),
            uid: name,
            labels: labels,
            podIPs: [ip].compactMap { $0 },
            phase: phase,
            containers: [PodContainer(name: "main", ports: ports)]
        )
    }

    private func port(_ number: Int, _ name: String? = nil) -> ContainerPort {
        ContainerPort(name: name, number: number)
    }

    private func service(_ name: String, _ selector: [String: String], _ ports: [(Int, String?)]) -> Service {
        Service(
            namespace: "platform",
            name: name,
            selector: selector,
            ports: ports.map { ServicePort(name: $0.1, number: $0.0) }
        )
    }

    @Test(arguments: [
        ([ContainerPort(number: 5432), ContainerPort(number: 8008)], "http://10.0.0.1:8008"),
        ([ContainerPort(name: "patroni", number: 18008)], "http://10.0.0.1:18008"),
        ([ContainerPort(name: "patroni-https", number: 9000)], "https://10.0.0.1:9000"),
        ([ContainerPort(name: "api", number: 8009)], "http://10.0.0.1:8009"),
        ([ContainerPort(name: "api", number: 8009), ContainerPort(name: "x", number: 8008)], "http://10.0.0.1:8008"),
        ([ContainerPort(number: 5432)], nil), ([], nil),
    ])
    func `an agent is known by its port`(ports: [ContainerPort], url: String?) {
        let found = PodDiscovery(pods: [pod("db1", ports)], services: [])
        #expect(found.agents.map(\.url) == [url].compactMap { $0 })
        #expect(found.proxies.isEmpty && found.probes.isEmpty)
    }

    @Test(arguments: [
        ([ContainerPort(number: 7000), ContainerPort(number: 6000)], 7000, 6000),
        ([ContainerPort(name: "stats", number: 9999), ContainerPort(name: "gauss", number: 6432)], 9999, 6432),
        ([ContainerPort(number: 8404), ContainerPort(number: 5001), ContainerPort(number: 5000)], 8404, 5000),
        (
            [
                ContainerPort(number: 7000), ContainerPort(name: "reads", number: 5001),
                ContainerPort(name: "write", number: 7777),
            ], 7000, 7777
        ),
        ([ContainerPort(number: 7000), ContainerPort(number: 1), ContainerPort(number: 2)], 7000, nil),
    ])
    func `a proxy is known by its statistics, and takes clients at another port`(
        ports: [ContainerPort],
        statistics: Int,
        database: Int?
    ) {
        let found = PodDiscovery(pods: [pod("haproxy", ports, ip: "fd00::7")], services: [])
        #expect(found.proxies.map(\.url) == ["http://[fd00::7]:\(statistics)/;csv;norefresh"])
        #expect(found.probes == database.map { [ClientAddress(host: "fd00::7", port: $0)] } ?? [])
        #expect(found.agents.isEmpty)
    }

    @Test func `pods without an address, or that have ended, lead nowhere`() {
        let pods = [
            pod("new", [port(8008)], ip: nil), pod("done", [port(8008)], phase: "Succeeded"),
            pod("evil", [port(8008)], ip: "evil.example/x@"),
        ]
        #expect(PodDiscovery(pods: pods, services: []).agents.map(\.url) == [])
    }

    @Test func `pods stand before the Service in front of them`() {
        let proxy = pod("haproxy-1", [port(7000), port(6000)], ip: "10.0.7.1", labels: ["app": "haproxy"])
        let front = service("haproxy-service", ["app": "haproxy"], [(6000, "gsql"), (7000, "haproxy-dashboard")])
        let chosen = PodDiscovery(pods: [proxy], services: [front])
        #expect(chosen.proxies.map(\.host) == ["10.0.7.1"] && chosen.missingProxies.isEmpty)

        let alone = PodDiscovery(pods: [], services: [front, service("dbsrv1", ["app": "db1"], [(5432, "gsql")])])
        #expect(alone.proxies.map(\.url) == ["http://haproxy-service.platform.svc:7000/;csv;norefresh"])
        #expect(alone.probes == [ClientAddress(host: "haproxy-service.platform.svc", port: 6000)])
        #expect(alone.missingProxies == [PodSelection(namespace: "platform", selector: "app=haproxy")])

        let both = PodDiscovery(pods: [], neighbours: [proxy], services: [front])
        #expect(both.proxies.map(\.host) == ["10.0.7.1"])
        #expect(both.missingProxies == alone.missingProxies, "they are looked for as long as they are not chosen")
    }

    @Test func `the recorded reference deployment is found whole`() throws {
        let pods = try KubernetesDecoder.pods(
            Fixture("kubernetes-1.32.13/pods-gauss.http").outcome().get(),
            to: .pods(PodSelection(namespace: "platform"))
        ).get().pods
        let all = try KubernetesDecoder.pods(
            Fixture("kubernetes-1.32.13/pods-platform.http").outcome().get(),
            to: .pods(PodSelection(namespace: "platform"))
        ).get().pods
        let services = try KubernetesDecoder.services(
            Fixture("kubernetes-1.32.13/services.http").outcome().get(),
            to: .services(namespace: "platform")
        ).get()
        let neighbours = all.filter { $0.labels["app"] == "haproxy" }
        let found = PodDiscovery(pods: pods, neighbours: neighbours, services: services)
        #expect(found.agents.map(\.authority) == ["192.168.1.29:8008", "192.168.0.154:8008", "192.168.2.140:8008"])
        #expect(found.proxies.map(\.authority) == ["192.168.1.31:7000", "192.168.0.160:7000"])
        #expect(found.probes.map(\.description) == ["192.168.1.31:6000", "192.168.0.160:6000"])
    }
}
