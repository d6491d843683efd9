import ClusterModel
import Dispatch
import Glibc
import Simulator
import Synchronization

/// Serves simulated clusters over HTTP on loopback: a port per agent, and two per proxy.
package enum SimulatorServer {
    /// Starts a scenario in the background; see `launch(basePort:kubernetesPort:clusters:)`.
    package static func launch(
        _ scenario: Scenario,
        clusters: Int = 1,
        members: Int = 3,
        proxies: Int = 2,
        seed: UInt64 = 1,
        basePort: UInt16? = nil,
        kubernetesPort: UInt16? = nil
    ) throws -> RunningSimulator {
        try launch(basePort: basePort, kubernetesPort: kubernetesPort) {
            scenario.start(clusters: clusters, members: members, proxies: proxies, at: $0, seed: seed)
        }
    }

    /// Starts clusters in the background on a thread of their own and returns when every port accepts connections.
    ///
    /// - Parameters:
    ///   - basePort: the first of as many consecutive ports as needed; any free ones when nil.
    ///   - kubernetesPort: the first of the Kubernetes API servers' ports; 0 for any free ones, nil for no such server.
    ///   - clusters: makes the clusters, given the time at which they start.
    /// - Throws: `SimulatorFailure`
    package static func launch(
        basePort: UInt16? = nil,
        kubernetesPort: UInt16? = nil,
        clusters: @Sendable @escaping (Timestamp) -> [SimulatedCluster]
    ) throws -> RunningSimulator {
        let mailbox = try Mailbox()
        let isReady = DispatchSemaphore(value: 0)
        let hasEnded = DispatchGroup()
        let box = LaunchBox()
        hasEnded.enter()
        DispatchQueue(label: "simulator").async {
            defer { hasEnded.leave() }
            do {
                let clock = WallClock()
                var loop = try bind(clusters(clock.now), mailbox, clock, (basePort, kubernetesPort))
                box.outcome.withLock { $0 = .success(loop.addresses) }
                isReady.signal()
                loop.run()
            } catch {
                mailbox.waker.close()
                box.outcome.withLock { $0 = .failure(error) }
                isReady.signal()
            }
        }
        isReady.wait()
        let addresses = try box.outcome.withLock { try $0?.get() } ?? []
        return RunningSimulator(addresses: addresses, mailbox: mailbox, hasEnded: hasEnded)
    }

    private static func bind(
        _ clusters: [SimulatedCluster],
        _ mailbox: Mailbox,
        _ clock: WallClock,
        _ wanted: (base: UInt16?, kubernetes: UInt16?)
    ) throws -> EventLoop {
        let ports = clusters.reduce(0) { $0 + $1.members.count + 2 * $1.proxies.count + ($1.kubernetes == nil ? 0 : 1) }
        let files = allowedFiles()
        let needed = ports + 64
        guard files > needed else { throw SimulatorFailure.tooFewFiles(needed: needed, allowed: files) }
        let limit = min(10_000, files - needed)
        var loop = try EventLoop(clusters, mailbox: mailbox, clock: clock, connectionLimit: limit)
        try loop.bindPorts(from: wanted.base, kubernetesPort: wanted.kubernetes)
        return loop
    }

    /// Raises the limit of open files as far as this process may.
    private static func allowedFiles() -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1024 }
        if limit.rlim_cur < limit.rlim_max {
            var raised = limit
            raised.rlim_cur = limit.rlim_max
            if setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &raised) == 0 { limit = raised }
        }
        return Int(clamping: limit.rlim_cur)
    }
}

/// How a launch ended, handed from the thread that bound the ports to the one that waits for it.
private final class LaunchBox: Sendable {
    let outcome = Mutex<Result<[SimulatedAddresses], any Error>?>(nil)
}
