/// One container of a pod: what it should be and what became of it.
package struct PodContainer: Equatable, Sendable {
    package enum Kind: String, Sendable {
        case main
        /// Runs before the others and must end.
        case initial
        /// An init container that stays (`restartPolicy: Always`).
        case sidecar
    }

    package enum State: Equatable, Sendable {
        /// The node has not said anything of it yet.
        case unknown
        case waiting(reason: String?, message: String?)
        case running(since: Timestamp?)
        case terminated(ContainerEnd)
    }

    package var name: String
    package var kind: Kind
    package var image: String
    package var ports: [ContainerPort]
    package var state: State
    /// How it ended before it was started again.
    package var lastEnd: ContainerEnd?
    package var isReady: Bool
    package var restarts: Int
    /// Names, never values, of the variables that its pod gives it and that Patroni reads: `PATRONI_NAME`.
    package var patroniVariables: Set<String>
    /// It gets more variables from ConfigMaps or Secrets, whose names the pod does not tell.
    package var hasUnnamedVariables: Bool

    package init(
        name: String,
        kind: Kind = .main,
        image: String = "",
        ports: [ContainerPort] = [],
        state: State = .unknown,
        lastEnd: ContainerEnd? = nil,
        isReady: Bool = false,
        restarts: Int = 0,
        patroniVariables: Set<String> = [],
        hasUnnamedVariables: Bool = false
    ) {
        self.patroniVariables = patroniVariables
        self.hasUnnamedVariables = hasUnnamedVariables
        self.name = name
        self.kind = kind
        self.image = image
        self.ports = ports
        self.state = state
        self.lastEnd = lastEnd
        self.isReady = isReady
        self.restarts = restarts
    }
}

/// How a container ended.
package struct ContainerEnd: Equatable, Sendable {
    package var reason: String?
    package var message: String?
    package var exitCode: Int
    package var signal: Int
    package var finishedAt: Timestamp?

    package init(
        reason: String? = nil,
        message: String? = nil,
        exitCode: Int = 0,
        signal: Int = 0,
        finishedAt: Timestamp? = nil
    ) {
        self.reason = reason
        self.message = message
        self.exitCode = exitCode
        self.signal = signal
        self.finishedAt = finishedAt
    }
}

/// A port that a container declares.
package struct ContainerPort: Hashable, Sendable {
    package var name: String?
    package var number: Int
    /// `TCP` unless the pod says otherwise.
    package var transport: String

    package init(name: String? = nil, number: Int, transport: String = "TCP") {
        self.name = name
        self.number = number
        self.transport = transport
    }
}
