import ClusterModel

/// What comes of a request.
package enum SimulatedAnswer: Equatable, Sendable {
    case answer(SimulatedResponse)
    /// The connection is closed and no byte sent.
    case closeWithoutAnswer
    /// Nothing listens.
    case refuse
    /// Nothing is sent yet; ask `resume` at that time.
    case later(PendingAnswer, at: Timestamp)
    /// The head is sent, without a length; `pump` has the body as it comes.
    case stream(SimulatedResponse, SimulatedStream)
}

/// An answer that takes its time: the state of a request between two looks at it.
package enum PendingAnswer: Hashable, Sendable {
    /// A frozen process has not read the request.
    case unread(SimulatedRequest)
    /// A read of the DCS that will fail.
    case failingRead
    /// A switchover or failover that is watched once a second.
    case handover(Handover)
    /// A fixed text when the time has come.
    case text(status: Int, String)
    /// A status of the Kubernetes API server when the time has come.
    case status(KubernetesStatus)
    /// An answer that comes through a pod's proxy.
    indirect case throughPod(PendingAnswer, of: SimulatedRequest.Target, address: String)
}

/// A POST to `/switchover` or `/failover` that waits for its result (patroni `api.py poll_failover_result`).
package struct Handover: Hashable, Sendable {
    /// The words `switchover` or `failover`.
    package var action: String
    package var formerLeader: MemberName?
    package var candidate: MemberName?
    package var deadline: Timestamp
}
