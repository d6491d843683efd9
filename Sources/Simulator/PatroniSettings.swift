/// The dynamic configuration that times Patroni, in seconds (patroni `docs/dynamic_configuration.rst`).
package struct PatroniSettings: Hashable, Sendable {
    package var ttl: Int64
    package var loopWait: Int64
    package var retryTimeout: Int64
    package var maximumLagOnFailover: Int64

    package init(
        ttl: Int64 = 20,
        loopWait: Int64 = 5,
        retryTimeout: Int64 = 5,
        maximumLagOnFailover: Int64 = 1_048_576
    ) {
        self.ttl = ttl
        self.loopWait = loopWait
        self.retryTimeout = retryTimeout
        self.maximumLagOnFailover = maximumLagOnFailover
    }
}
