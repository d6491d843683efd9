import ClusterModel

/// How the simulated API server behaves: what a test or a story has told it to do to its clients.
struct APIServerConduct: Hashable, Sendable {
    var isRunning = true
    /// Watches that began under another number are cut.
    var watchGeneration = 0
    var stallsWatches = false
    /// 429 with this `Retry-After` for everything, while set.
    var retryAfter: Int64?
    var rejectsCredentials = false
    /// What nobody may do: `watch pods`, `create pods/proxy`.
    var forbidden: Set<String> = []
    /// What is allowed all the same, as by a role with `resourceNames`: `create pods/proxy db1-0:8008`.
    var granted: Set<String> = []
}

/// Something that happens to the Kubernetes API server.
package enum APIServerFault: Hashable, Sendable {
    /// Every watch and followed log loses its connection.
    case cutWatches
    /// Watches and followed logs stay open and say nothing.
    case stallWatches
    case resumeWatches
    /// The store forgets its past: versions that clients hold are expired (410).
    case compact
    /// The store goes back to an older state: versions that clients hold are from the future.
    case restoreOlderStore
    /// Every request is answered with 429, and when to come back.
    case throttle(retryAfterSeconds: Int64)
    case stopThrottling
    /// Every token is refused with 401.
    case rejectCredentials
    case acceptCredentials
    /// Forbids a verb on a resource to everybody: `watch` on `pods`, `create` on `pods/proxy`.
    case forbid(verb: String, resource: String)
    /// Allows a verb on one name of a resource, whatever is forbidden.
    case grant(verb: String, resource: String, name: String)
    case allowEverything
    /// The server stops: nothing listens.
    case stop
    case start
}
