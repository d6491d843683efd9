import Wording

/// What the Kubernetes API server says of the cluster's pods, and how it is heard.
package struct KubernetesView: Equatable, Sendable {
    package var server: WebAddress
    /// Nil when pods of all namespaces are watched.
    package var namespace: String?
    /// The label selector as it was given; nil for all pods.
    package var selector: String?
    /// In order of namespace and name.
    ///
    /// Learnt at the server's last word, since one that is watched repeats nothing; stale from the moment the watch broke until it, or
    /// a reading, is there again.
    package var pods: Observation<[Pod]>
    /// Pods that were left out, being too many.
    package var omittedPods: Int
    package var services: Observation<[Service]>
    package var watch: PodWatchState
    /// What Kubernetes noted about the pods that were asked for, and about those that are not ready.
    package var events: [PodName: Observation<[PodEvent]>]
    /// When the pod was first seen in the state it is in: another status, another number of restarts or another readiness begins anew.
    package var changedAt: [PodName: Timestamp]
    /// Which pod each member lives in.
    package var memberPods: [PodJoin]
    /// Which pod answers at each proxy's address.
    package var proxyPods: [WebAddress: PodName]
    /// Agents and proxies are asked through the API server's proxy to their pods, not directly.
    package var isReadThroughServer = false
    /// Pods of proxies that the selection leaves out.
    package var neighbours: [Pod] = []
    /// Clusters beside the one that is watched whose pods the selection lets through too; their pods are not among `pods`.
    package var others: [OtherCluster] = []
    /// The user said which cluster is meant.
    package var isClusterChosen = false

    package init(
        server: WebAddress,
        namespace: String? = nil,
        selector: String? = nil,
        pods: Observation<[Pod]> = .pending,
        omittedPods: Int = 0,
        services: Observation<[Service]> = .pending,
        watch: PodWatchState = .connecting,
        events: [PodName: Observation<[PodEvent]>] = [:],
        changedAt: [PodName: Timestamp] = [:],
        memberPods: [PodJoin] = [],
        proxyPods: [WebAddress: PodName] = [:]
    ) {
        self.server = server
        self.namespace = namespace
        self.selector = selector
        self.pods = pods
        self.omittedPods = omittedPods
        self.services = services
        self.watch = watch
        self.events = events
        self.changedAt = changedAt
        self.memberPods = memberPods
        self.proxyPods = proxyPods
    }

    package func pod(_ id: PodName) -> Pod? {
        let pods = pods.value ?? []
        return pods.place(of: id).map { pods[$0] } ?? neighbours.first { $0.id == id }
    }

    /// Which pods are meant, as it goes on after “no pods in”.
    package var place: Phrase {
        let place: Phrase = namespace.map { "namespace \($0)" } ?? "any namespace"
        return selector.map { "\(place) have the labels \($0)" } ?? place
    }

    /// The same, as it goes on after “the pods in”.
    package var region: Phrase {
        let place: Phrase = namespace.map { "namespace \($0)" } ?? "any namespace"
        return selector.map { "\(place) with the labels \($0)" } ?? place
    }

    /// The same where no pod is chosen at all.
    package var emptyPlace: Phrase? {
        pods.currentValue?.isEmpty == true && others.isEmpty ? place : nil
    }

    package func join(of member: MemberName) -> PodJoin? { memberPods.first { $0.member == member } }

    /// The pod that a member lives in, as far as it is known.
    package func pod(of member: MemberName) -> Pod? { join(of: member).flatMap { pod($0.pod) } }

    /// The member that lives in a pod.
    package func member(in pod: PodName) -> MemberName? { memberPods.first { $0.pod == pod }?.member }
}

/// A cluster that is not the one that is watched, though the same selection of pods finds it.
package struct OtherCluster: Equatable, Sendable {
    package var scope: String
    package var pods: [PodName]

    package init(scope: String, pods: [PodName]) {
        self.scope = scope
        self.pods = pods
    }
}

/// How changes of pods are heard.
package enum PodWatchState: Equatable, Sendable {
    /// The pods are being read, or the watch is on its way.
    case connecting
    /// A change is known at once.
    case standing(since: Timestamp)
    /// Nothing is heard; it is tried again.
    case broken(because: ReadFailure, since: Timestamp)

    package var isStanding: Bool {
        switch self {
        case .standing: true
        case .connecting, .broken: false
        }
    }
}

/// A pod taken for a member's home.
package struct PodJoin: Equatable, Sendable {
    package var member: MemberName
    package var pod: PodName
    package var matchedBy: PodMatch

    package init(member: MemberName, pod: PodName, matchedBy: PodMatch) {
        self.member = member
        self.pod = pod
        self.matchedBy = matchedBy
    }
}

/// Why a pod was taken for a member's, the surest first.
package enum PodMatch: String, Hashable, Sendable, CaseIterable {
    /// The user said so.
    case configuration
    /// The pod has the address that the listing or the agent gives for the member.
    case address
    /// The pod's name is the member's, as where Kubernetes is Patroni's store.
    case name
    /// The agent that answers at the pod's address says that it is the member.
    case agent
    /// The member's host is a Service's name, and the Service chooses this pod alone.
    case service
}
