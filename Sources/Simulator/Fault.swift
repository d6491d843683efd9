import ClusterModel

/// Something that happens to a simulated cluster from outside.
package enum Fault: Hashable, Sendable {
    /// SIGTERM to Patroni: the database stops cleanly, the lock is released.
    case stop(MemberSelector)
    /// SIGKILL of everything, or the power: nothing is released, nothing listens.
    case crash(MemberSelector)
    /// SIGSTOP of everything: connections are accepted, nothing answers.
    case freeze(MemberSelector)
    case thaw(MemberSelector)
    /// Starts a stopped or crashed member.
    case start(MemberSelector)
    /// The database process dies, its agent lives.
    case killDatabase(MemberSelector)
    /// The member reaches everything but the DCS.
    case cutFromDCS(MemberSelector)
    case rejoinDCS(MemberSelector)
    case dcsDown
    case dcsHang
    case dcsUp
    /// So many bytes a second do not get through to the member; zero heals.
    case replicationLag(MemberSelector, bytesPerSecond: Int64)
    /// The member receives and no longer replays, as with a long query on it.
    case replayHalts(MemberSelector)
    case replayGoesOn(MemberSelector)
    /// What clients write from now on.
    case writeRate(bytesPerSecond: Int64)
    case proxyDown(Int)
    case proxyUp(Int)
    /// The proxy keeps checking an address that the member no longer has.
    case proxyStaleAddress(Int, MemberSelector)
    case proxyFreshAddress(Int, MemberSelector)
    /// The member's high-availability loop hangs while it leads and loses the DCS: it goes on as a primary beside the
    /// one that is elected when the lock expires.
    case splitBrain(MemberSelector)
    /// The member's pod is deleted: another takes its place, on the same node with another address.
    case podDeleted(MemberSelector)
    /// The member's pod is evicted for want of disk; it stays as a failed one beside its replacement.
    case podEvicted(MemberSelector)
    /// The member's container dies of memory again and again, until the member is started.
    case podCrashLooping(MemberSelector)
    /// The node of the member's pod loses its power, with everything on it.
    case nodeLost(MemberSelector)
    case nodeBack(MemberSelector)
    /// Something happens to the Kubernetes API server.
    case apiServer(APIServerFault)
}

/// Which member a fault strikes, decided when it strikes.
package enum MemberSelector: Hashable, Sendable {
    case named(MemberName)
    case leader
    /// A replica that runs, counted by name from zero; the last one when there are fewer.
    case replica(Int)
    /// The first member that does not run.
    case absent
}
